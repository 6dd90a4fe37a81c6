package dev.slipway.model;

import java.time.Instant;

/** An entitlement held by a license or a policy ({@code holderId}). */
public record Attachment(String id, String holderId, String entitlementId, Instant created, Instant updated) {}

package dev.slipway.model;

import java.time.Instant;

/** A release is only for those who hold this entitlement. */
public record Constraint(String id, String releaseId, String entitlementId, Instant created, Instant updated) {}

package dev.slipway.model;

import java.time.Instant;

/** A user who shares a license with its owner. */
public record LicenseUser(String id, String licenseId, String userId, Instant created, Instant updated) {}

package dev.slipway.model;

import java.time.Instant;

/** Something a license can include, found by its code ignoring case. */
public record Entitlement(String id, String name, String code, Metadata metadata, Instant created, Instant updated) {}

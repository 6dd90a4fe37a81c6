package dev.slipway.model;

/** How many licenses run a version of a product. */
public record VersionUse(String productId, String product, String version, long licenses) {}

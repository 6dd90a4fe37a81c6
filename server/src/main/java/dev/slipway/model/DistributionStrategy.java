package dev.slipway.model;

/** Who may have a product's releases. */
public enum DistributionStrategy {
    /** Those with a license of the product, as far as it reaches. */
    LICENSED,
    /** Everybody, for releases without constraints. */
    OPEN,
    /** Only the vendor. */
    CLOSED
}

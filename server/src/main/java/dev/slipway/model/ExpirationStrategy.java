package dev.slipway.model;

/** What an expired license may still do. */
public enum ExpirationStrategy {
    /** Have the releases made before it expired. */
    RESTRICT_ACCESS,
    /** Nothing. */
    REVOKE_ACCESS,
    /** For releases the same as {@link #RESTRICT_ACCESS}; validation still succeeds. */
    MAINTAIN_ACCESS,
    /** Everything. */
    ALLOW_ACCESS
}

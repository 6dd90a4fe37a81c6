package dev.slipway.model;

/** What becomes of a license's expiry when it moves to another policy. */
public enum TransferStrategy {
    KEEP_EXPIRY,
    RESET_EXPIRY
}

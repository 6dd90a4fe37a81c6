package dev.slipway.model;

/** From when a renewal counts the policy's duration. */
public enum RenewalBasis {
    FROM_EXPIRY,
    FROM_NOW,
    FROM_NOW_IF_EXPIRED
}

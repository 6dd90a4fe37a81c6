package dev.slipway.model;

/** Where a release stands. */
public enum ReleaseStatus {
    /** Seen by the vendor only. */
    DRAFT,
    /** Offered to those who may have it. */
    PUBLISHED,
    /** Withdrawn: seen by the vendor only, offered to nobody. */
    YANKED
}

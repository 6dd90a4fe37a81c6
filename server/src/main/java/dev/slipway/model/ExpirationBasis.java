package dev.slipway.model;

/** From when a policy's duration is counted. */
public enum ExpirationBasis {
    FROM_CREATION,
    FROM_FIRST_VALIDATION,
    FROM_FIRST_ACTIVATION,
    /** The first download of an artifact or the first successful upgrade check. */
    FROM_FIRST_DOWNLOAD,
    FROM_FIRST_USE
}

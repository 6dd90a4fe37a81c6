package dev.slipway.model;

/** How far the bytes of an artifact have come. */
public enum ArtifactStatus {
    /** Announced; nothing received yet. */
    WAITING,
    /** Received and being read by a package engine. */
    PROCESSING,
    /** Received, verified and safe. */
    UPLOADED,
    /** Never arrived, or arrived wrong. */
    FAILED,
    /** Withdrawn; its bytes are being removed. */
    YANKED
}

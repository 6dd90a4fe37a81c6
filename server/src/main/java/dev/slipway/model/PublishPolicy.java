package dev.slipway.model;

/** Whether a published release can still be changed. */
public enum PublishPolicy {
    /** Publishing freezes: only yanking, archiving and moving a tag remain. */
    FREEZE,
    /** Publishing only makes visible. */
    MUTABLE
}

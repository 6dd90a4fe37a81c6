package dev.slipway.model;

/** The catalogues that fill themselves as releases and artifacts name their entries. */
public enum LabelKind {
    CHANNEL,
    PLATFORM,
    ARCH
}

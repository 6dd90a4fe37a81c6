package dev.slipway.model;

/** How the address of a file that is kept elsewhere is given out. */
public enum ExternalFiles {
    /** As it is, to everybody who sees the release. */
    LINKED,
    /** Only to those who may download the file. */
    GUARDED
}

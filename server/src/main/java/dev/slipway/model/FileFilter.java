package dev.slipway.model;

import org.jspecify.annotations.Nullable;

/** What the file of a release must be like. Null means any; empty means without. */
public record FileFilter(
        @Nullable String filetype,
        @Nullable String platform,
        @Nullable String arch) {
    /** No restriction. */
    public static final FileFilter ANY = new FileFilter(null, null, null);
}

package dev.slipway.model;

import org.jspecify.annotations.Nullable;

/** Which part of a list is wanted. Lists go by creation time, then id. */
public sealed interface PageRequest {

    /** How many records at most. */
    int size();

    /** Oldest first instead of newest first. */
    boolean ascending();

    /** The first records, with no word about the rest. */
    record Limit(int size, boolean ascending) implements PageRequest {}

    /** Page {@code number}, from 1, and how many there are in all. */
    record Offset(int number, int size, boolean ascending) implements PageRequest {}

    /** Those after the record with id {@code after}, from the start when null. */
    record Cursor(@Nullable String after, int size, boolean ascending) implements PageRequest {}
}

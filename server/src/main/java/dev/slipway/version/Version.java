package dev.slipway.version;

/** A release's version in its product's scheme. */
public sealed interface Version permits SemVer, DottedVersion {

    /** The greatest number of characters a version's text may have, so that every key fits a database index. */
    int MAXIMUM_LENGTH = 255;

    /** The version as shown and stored; parsing it in the same scheme gives an equal version. */
    String text();

    /**
     * An ASCII string whose byte order is the scheme's list order. Two versions of one scheme have equal keys exactly
     * when that order holds them equal; keys of different schemes are not comparable.
     */
    String sortKey();
}

package dev.slipway.keygen;

/**
 * How an object holds one of its members.
 *
 * @param required whether it must be there
 * @param nullable whether null is a value; otherwise an optional null counts as absent
 * @param blankable whether an empty text or object is a value
 */
record Member(Kind kind, boolean required, boolean nullable, boolean blankable) {

    /** May be absent; null counts as absent, blank is refused. */
    static Member optional(Kind kind) {
        return new Member(kind, false, false, false);
    }

    /** Must be there, neither null nor blank. */
    static Member required(Kind kind) {
        return new Member(kind, true, false, false);
    }

    /** May be absent, null or blank. */
    static Member nullable(Kind kind) {
        return new Member(kind, false, true, true);
    }

    /** The same, but an empty text or object is refused. */
    Member notBlank() {
        return new Member(kind, required, nullable, false);
    }

    /** The same, but an empty text or object is accepted. */
    Member orBlank() {
        return new Member(kind, required, nullable, true);
    }
}

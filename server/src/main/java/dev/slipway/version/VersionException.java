package dev.slipway.version;

/** A text that is not the version or constraint it was read as. The message never repeats the text. */
public final class VersionException extends RuntimeException {

    /** What is wrong with the text. */
    public enum Reason {
        /** The text does not follow the grammar. */
        INVALID,
        /** The text follows the grammar, but one of its numbers, or the text as a whole, exceeds its limit. */
        TOO_LARGE
    }

    private final Reason reason;

    VersionException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why the text was refused. */
    public Reason reason() {
        return reason;
    }
}

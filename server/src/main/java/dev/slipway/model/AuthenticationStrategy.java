package dev.slipway.model;

/** With what a license may sign in. */
public enum AuthenticationStrategy {
    TOKEN,
    LICENSE,
    MIXED,
    SESSION,
    NONE;

    /** Whether a license's tokens are accepted. */
    public boolean allowsTokens() {
        return this == TOKEN || this == MIXED;
    }

    /** Whether a license's key is accepted. */
    public boolean allowsKeys() {
        return this == LICENSE || this == MIXED;
    }
}

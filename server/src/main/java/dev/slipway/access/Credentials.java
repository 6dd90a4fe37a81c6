package dev.slipway.access;

/** What a request presents to prove who asks, as a view read it from its own carriers. */
public sealed interface Credentials {

    /** Nothing. */
    record None() implements Credentials {}

    /** A token's secret. */
    record TokenSecret(String secret) implements Credentials {
        @Override
        public String toString() {
            return "TokenSecret[…]";
        }
    }

    /**
     * A license's key.
     *
     * @param always whether it proves who asks even where the license's policy does not allow keys for that
     */
    record LicenseKey(String key, boolean always) implements Credentials {
        /** A key that proves who asks where the license's policy allows keys for that. */
        public LicenseKey(String key) {
            this(key, false);
        }

        @Override
        public String toString() {
            return "LicenseKey[…]";
        }
    }

    /** An e-mail address and a password: accepted only where a token is asked for. */
    record Password(String email, String password) implements Credentials {
        @Override
        public String toString() {
            return "Password[" + email + ", …]";
        }
    }

    /** Something was presented that cannot be read. */
    record Malformed() implements Credentials {}
}

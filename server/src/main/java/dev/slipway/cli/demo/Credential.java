package dev.slipway.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Who makes a call, and how the shell says so. */
sealed interface Credential {

    /** The value of the Authorization header; empty for none. */
    String header();

    /** The words of a curl command that say the same; empty for none. */
    String curl();

    /** Nobody in particular. */
    record Anonymous() implements Credential {
        @Override
        public String header() {
            return "";
        }

        @Override
        public String curl() {
            return "";
        }
    }

    /** Somebody with an e-mail address and a password. */
    record Password(String email, String password) implements Credential {
        @Override
        public String header() {
            return "Basic "
                    + Base64.getEncoder().encodeToString((email + ":" + password).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String curl() {
            return "-u " + Curl.quoted(email + ":" + password);
        }
    }

    /**
     * Somebody with a secret that the shell keeps in a variable.
     *
     * @param scheme {@code Bearer} for tokens, {@code License} for license keys
     */
    record Secret(String scheme, String variable, String value) implements Credential {
        @Override
        public String header() {
            return scheme + " " + value;
        }

        @Override
        public String curl() {
            return "-H \"Authorization: " + scheme + " $" + variable + "\"";
        }
    }
}

package dev.slipway.cli.demo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that everything is compared by. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

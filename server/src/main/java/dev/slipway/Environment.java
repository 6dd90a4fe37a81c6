package dev.slipway;

import dev.slipway.blob.FileSystemOperations;
import dev.slipway.blob.NioFileSystem;
import dev.slipway.secret.Passwords;
import java.security.SecureRandom;
import java.time.Clock;

/** What the program takes from outside: time, randomness, the file system, and how dear a password's hash may be. Tests bring their own. */
public record Environment(Clock clock, SecureRandom random, FileSystemOperations files, Passwords.Cost passwordCost) {

    /** The machine's own. */
    public static Environment real() {
        return new Environment(Clock.systemUTC(), new SecureRandom(), new NioFileSystem(), Passwords.Cost.SAFE);
    }
}

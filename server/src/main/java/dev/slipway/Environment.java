package dev.slipway;

import dev.slipway.blob.FileSystemOperations;
import dev.slipway.blob.NioFileSystem;
import java.security.SecureRandom;
import java.time.Clock;

/** What the program takes from outside: time, randomness and the file system. Tests bring their own. */
public record Environment(Clock clock, SecureRandom random, FileSystemOperations files) {

    /** The machine's own. */
    public static Environment real() {
        return new Environment(Clock.systemUTC(), new SecureRandom(), new NioFileSystem());
    }
}

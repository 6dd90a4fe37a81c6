package dev.slipway.blob;

/** What a presented link token turned out to be. */
public sealed interface LinkVerification {
    /**
     * Made by us and still good.
     *
     * @param grant what it allows
     */
    record Valid(LinkGrant grant) implements LinkVerification {}

    /** Made by us, but its time is over. */
    record Expired() implements LinkVerification {}

    /** Not made by us, or changed since. */
    record Tampered() implements LinkVerification {}
}

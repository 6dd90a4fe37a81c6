package dev.slipway.http;

import java.io.IOException;

/** The client went away, or stayed silent for too long, before the end of the body it announced. */
public final class BodyTruncated extends IOException {
    /** A body cut short after {@code received} bytes. */
    public BodyTruncated(long received) {
        super("The request body ended early, after " + received + " bytes");
    }
}

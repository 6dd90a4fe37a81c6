package dev.slipway.http;

import java.io.IOException;

/** The connection ended while an answer was written: nobody is left to tell. */
final class ClientGone extends IOException {
    ClientGone(Throwable cause) {
        super("The client closed the connection", cause);
    }
}

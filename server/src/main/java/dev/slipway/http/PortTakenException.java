package dev.slipway.http;

import java.io.IOException;

/** Another program listens on the port already. */
public final class PortTakenException extends IOException {
    private final String host;
    private final int port;

    /** The address that is taken. */
    public PortTakenException(String host, int port) {
        super("Port " + port + " on " + host + " is already taken by another program");
        this.host = host;
        this.port = port;
    }

    /** The host that was asked for. */
    public String host() {
        return host;
    }

    /** The port that was asked for. */
    public int port() {
        return port;
    }
}

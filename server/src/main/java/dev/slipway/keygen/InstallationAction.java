package dev.slipway.keygen;

import dev.slipway.access.Credentials;
import dev.slipway.http.Request;
import java.io.IOException;

/** What an endpoint of the installation as a whole does; there is no account and so no caller yet. */
@FunctionalInterface
interface InstallationAction {

    /**
     * Answers a request.
     *
     * @param origin scheme and authority that absolute addresses in the answer begin with
     */
    Answer run(Request request, Credentials credentials, String origin) throws IOException;
}

package dev.slipway.cli.demo;

import java.net.URI;
import java.net.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back for a call.
 *
 * @param call what was asked
 * @param status the HTTP status
 * @param headers the headers
 * @param body the whole body
 */
record Reply(Call call, int status, HttpHeaders headers, String body) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** A header, or an empty text. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /**
     * The text at a JSON pointer of the body.
     *
     * @throws StepFailed when there is none
     */
    String text(String pointer) throws StepFailed {
        JsonNode value = json().at(pointer);
        if (!value.isString()) {
            throw new StepFailed(status() + " without " + pointer);
        }
        return value.stringValue();
    }

    /**
     * The address in the Location header.
     *
     * @throws StepFailed when there is none
     */
    URI location() throws StepFailed {
        if (header("Location").isEmpty()) {
            throw new StepFailed(status() + " without Location");
        }
        return call.address().resolve(header("Location"));
    }

    /** The status and, for an error, what the server says about it. */
    String described() {
        JsonNode error = json().at("/errors/0");
        if (error.isMissingNode()) {
            return String.valueOf(status());
        }
        String code = error.path("code").asString("");
        return status() + " " + (code.isEmpty() ? "" : code + ": ")
                + error.path("detail").asString("");
    }

    private JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException _) {
            return MAPPER.missingNode();
        }
    }
}

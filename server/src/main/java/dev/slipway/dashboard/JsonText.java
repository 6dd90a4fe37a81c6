package dev.slipway.dashboard;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as people read it. */
final class JsonText {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonText() {}

    /** A document in lines; what is no JSON stays as it is. */
    static String indented(String json) {
        try {
            return MAPPER.writeValueAsString(MAPPER.readTree(json));
        } catch (JacksonException e) {
            return json;
        }
    }

    /** A value in lines. */
    static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}

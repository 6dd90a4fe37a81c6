package dev.slipway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server answered. */
public record Reply(HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = new JsonMapper();

    public int status() {
        return response.statusCode();
    }

    public byte[] bytes() {
        return response.body();
    }

    public String body() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** The body as JSON. */
    public JsonNode json() {
        return JSON.readTree(body());
    }

    /** The value at a JSON pointer. */
    public JsonNode at(String pointer) {
        return json().at(pointer);
    }

    /** The text at a JSON pointer. */
    public String text(String pointer) {
        JsonNode node = at(pointer);
        assertThat(node.isString()).as("text at %s of %s", pointer, body()).isTrue();
        return node.stringValue();
    }

    /** The id of the one resource of the document. */
    public String id() {
        return text("/data/id");
    }

    /** The ids of all resources of the document, in order. */
    public List<String> ids() {
        return json().at("/data")
                .valueStream()
                .map(each -> each.at("/id").stringValue())
                .toList();
    }

    /** The ids of all items of a bare array, in order. */
    public List<String> itemIds() {
        assertThat(json().isArray()).as("an array: %s", body()).isTrue();
        return json().valueStream().map(each -> each.at("/id").stringValue()).toList();
    }

    /** Fails unless the answer refuses as under /v3: with that status, that code and a sentence. */
    public Reply expectMessage(int status, @Nullable String code) {
        expect(status);
        assertThat(at("/message").stringValue("")).as(body()).isNotBlank();
        assertThat(at("/code").stringValue(null)).as("code of %s", body()).isEqualTo(code);
        return this;
    }

    /** Fails unless the answer refuses as under /v3 and says first what is wrong with that member or parameter. */
    public Reply expectField(int status, String field) {
        expect(status);
        assertThat(at("/message").stringValue("")).as(body()).startsWith("'" + field + "' ");
        assertThat(at("/errors/0/field").stringValue(null)).as(body()).isEqualTo(field);
        return this;
    }

    /** Fails unless the status is that. */
    public Reply expect(int status) {
        assertThat(status())
                .as(
                        "status of %s %s: %s",
                        response.request().method(), response.uri().getPath(), body())
                .isEqualTo(status);
        return this;
    }

    /** Fails unless the answer refuses with that status, code and pointer; null where the contract has none. */
    public Reply expectError(int status, @Nullable String code, @Nullable String pointer) {
        expect(status);
        JsonNode error = at("/errors/0");
        assertThat(error.at("/title").stringValue("")).as(body()).isNotBlank();
        assertThat(error.at("/detail").stringValue("")).as(body()).isNotBlank();
        assertThat(error.at("/code").stringValue(null)).as("code of %s", body()).isEqualTo(code);
        assertThat(error.at("/source/pointer").stringValue(null))
                .as("pointer of %s", body())
                .isEqualTo(pointer);
        return this;
    }

    /** Fails unless the answer refuses with that status and names that query parameter. */
    public Reply expectParameterError(int status, @Nullable String code, String parameter) {
        expect(status);
        assertThat(at("/errors/0/code").stringValue(null))
                .as("code of %s", body())
                .isEqualTo(code);
        assertThat(at("/errors/0/source/parameter").stringValue(null))
                .as(body())
                .isEqualTo(parameter);
        return this;
    }

    /** Fails unless the first error's detail is that. */
    public Reply expectDetail(String detail) {
        assertThat(at("/errors/0/detail").stringValue(null)).as(body()).isEqualTo(detail);
        return this;
    }
}

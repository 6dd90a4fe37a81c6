package dev.slipway.openapi;

import dev.slipway.http.Body;
import dev.slipway.http.EntityTags;
import dev.slipway.http.Headers;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.http.Router;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /openapi.json}: for everybody, and for pages of any origin. */
public final class OpenApiView {
    private final Supplier<ObjectNode> assembly;
    private @Nullable Shown shown;

    /**
     * Shows a document.
     *
     * @param assembly puts it together; asked once, by the first request, because most servers are never asked
     */
    public OpenApiView(Supplier<ObjectNode> assembly) {
        this.assembly = assembly;
    }

    private record Shown(Body body, String tag) {}

    /** Adds the endpoint to the router. */
    public void register(Router router) {
        router.register("GET", "/openapi.json", this::show);
    }

    private synchronized Shown shown() {
        if (shown == null) {
            byte[] document = assembly.get().toString().getBytes(StandardCharsets.UTF_8);
            shown = new Shown(new Body.Bytes(document), "\"" + digest(document) + "\"");
        }
        return shown;
    }

    private Response show(Request request) {
        Shown now = shown();
        String tag = now.tag();
        Headers headers =
                Headers.of("ETag", tag, "Cache-Control", "public, no-cache", "Access-Control-Allow-Origin", "*");
        String known = request.header("If-None-Match");
        if (known != null && (known.strip().equals("*") || EntityTags.contains(known, tag))) {
            return new Response(304, headers, Body.EMPTY);
        }
        return new Response(200, headers.with("Content-Type", "application/json"), now.body());
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK lacks SHA-256", e);
        }
    }
}

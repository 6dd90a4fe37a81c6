package dev.slipway.transfer;

import dev.slipway.blob.LinkGrant;
import dev.slipway.catalog.Downloads;
import dev.slipway.catalog.Uploads;
import dev.slipway.http.ContentDisposition;
import dev.slipway.http.FileResponses;
import dev.slipway.http.Headers;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.http.Router;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.io.IOException;
import java.util.Locale;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code /-/blobs/{token}/{name}}: takes and serves bytes. The token says which and until when; the name after it is only for
 * those who save the file. Credentials that a client carries along from another address are ignored.
 */
public final class TransferRoutes {
    private static final String PREFIX = "/-";
    private static final String TEMPLATE = PREFIX + "/blobs/{token}/{name...}";

    private final Uploads uploads;
    private final Downloads downloads;

    /** Moves bytes for these. */
    public TransferRoutes(Uploads uploads, Downloads downloads) {
        this.uploads = uploads;
        this.downloads = downloads;
    }

    /** Adds the addresses to the router. */
    public void register(Router router) {
        router.view(PREFIX, TransferErrors::render, TransferRoutes::answerUnknownRoute);
        router.registerTransfer("PUT", TEMPLATE, this::receive);
        router.registerTransfer("POST", TEMPLATE, this::receivePosted);
        router.registerTransfer("GET", TEMPLATE, this::send);
    }

    private Response receive(Request request) {
        LinkGrant grant = downloads.verify(request.parameter("token"));
        if (!(grant instanceof LinkGrant.Upload upload)) {
            throw Refusal.of(Problem.LINK_INVALID, "The link was made for a download");
        }
        uploads.receive(
                upload,
                new Uploads.Announcement(request.contentLength(), request.header("Content-Type")),
                request.body(),
                request.id());
        return TransferCors.expose(Response.empty(200));
    }

    /** A client that follows a redirect blindly repeats its POST: with the bytes, which are welcome, or with its JSON. */
    private Response receivePosted(Request request) {
        if (isJson(request.header("Content-Type"))) {
            return TransferErrors.render(request, Refusal.of(Problem.METHOD_NOT_ALLOWED))
                    .withHeader("Allow", "PUT, OPTIONS");
        }
        return receive(request);
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.toLowerCase(Locale.ROOT).strip();
        return type.startsWith("application/json") || type.startsWith("application/vnd.api+json");
    }

    private Response send(Request request) throws IOException {
        LinkGrant grant = downloads.verify(request.parameter("token"));
        if (!(grant instanceof LinkGrant.Download download)) {
            throw Refusal.of(Problem.LINK_INVALID, "The link was made for an upload");
        }
        Downloads.Content content = downloads.open(download);
        Headers headers = Headers.of(
                "Content-Type",
                content.type(),
                "Content-Disposition",
                ContentDisposition.attachment(content.filename()),
                "Cache-Control",
                "private, no-transform",
                // Whatever the bytes are, a browser must not run them as a page of this server.
                "Content-Security-Policy",
                "sandbox");
        FileResponses.Representation representation =
                new FileResponses.Representation(content.length(), "\"" + content.sha256() + "\"", null);
        return TransferCors.expose(FileResponses.file(request, content.file(), representation, headers));
    }

    private static Response answerUnknownRoute(Request request, SortedSet<String> methods) {
        if (request.method().equals("OPTIONS") && !methods.isEmpty()) {
            return TransferCors.preflight(request);
        }
        if (methods.isEmpty()) {
            return TransferErrors.render(request, Refusal.of(Problem.ENDPOINT_NOT_FOUND));
        }
        return TransferErrors.render(request, Refusal.of(Problem.METHOD_NOT_ALLOWED))
                .withHeader("Allow", String.join(", ", methods));
    }
}

package dev.slipway.transfer;

import dev.slipway.access.Accounts;
import dev.slipway.access.Authenticator;
import dev.slipway.access.Caller;
import dev.slipway.access.Credentials;
import dev.slipway.catalog.ResumableUploads;
import dev.slipway.catalog.ResumableUploads.Upload;
import dev.slipway.http.Handler;
import dev.slipway.http.HttpDates;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.http.Router;
import dev.slipway.model.Account;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code /-/uploads}: files of releases in pieces, by tus 1.0 with creation, termination and expiration. The metadata of a new
 * upload names {@code release} and {@code filename}, and may name {@code filetype}.
 */
public final class ResumableRoutes {
    private static final String PATH = "/-/uploads";
    private static final String VERSION = "1.0.0";
    private static final String OFFSET_TYPE = "application/offset+octet-stream";
    private static final String BEARER = "bearer ";
    private static final int LOCKED = 423;

    private final ResumableUploads uploads;
    private final Accounts accounts;
    private final Authenticator authenticator;
    private final Function<Request, Optional<Caller>> browser;

    /**
     * Takes these uploads.
     *
     * @param browser who is signed in with the browser whose script sends a request
     */
    public ResumableRoutes(
            ResumableUploads uploads,
            Accounts accounts,
            Authenticator authenticator,
            Function<Request, Optional<Caller>> browser) {
        this.uploads = uploads;
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.browser = browser;
    }

    /** Adds the addresses to the router. */
    public void register(Router router) {
        router.register("OPTIONS", PATH, request -> describe());
        router.register("POST", PATH, spoken(this::begin));
        router.register("GET", PATH + "/{id}", spoken(this::show));
        router.registerTransfer("PATCH", PATH + "/{id}", spoken(this::append));
        router.registerTransfer("POST", PATH + "/{id}", spoken(this::appendPosted));
        router.register("DELETE", PATH + "/{id}", spoken(this::cancel));
    }

    /** Answers whoever speaks our version of the protocol, with what every answer of it must say. */
    private static Handler spoken(Handler handler) {
        return request -> {
            if (!VERSION.equals(request.header("Tus-Resumable"))) {
                return tus(Response.text(412, "Tus-Resumable must be " + VERSION + ".\n"))
                        .withHeader("Tus-Version", VERSION);
            }
            try {
                return tus(handler.handle(request));
            } catch (Refusal refusal) {
                return tus(TransferErrors.render(request, refusal));
            }
        };
    }

    private Response describe() {
        return tus(Response.empty(204))
                .withHeader("Tus-Version", VERSION)
                .withHeader("Tus-Extension", "creation,termination,expiration")
                .withHeader("Tus-Max-Size", Long.toString(uploads.largestBytes()));
    }

    private Response begin(Request request) {
        Caller caller = caller(request, accounts.resolveHost(request.host()));
        String label = Objects.requireNonNullElse(request.header("Upload-Metadata"), "");
        Map<String, String> metadata = metadata(label);
        String release = metadata.get("release");
        String name = metadata.get("filename");
        if (release == null || name == null) {
            throw Refusal.of(Problem.BAD_REQUEST, "Upload-Metadata must name release and filename");
        }
        long length = number(request, "Upload-Length");
        Upload begun = uploads.begin(
                caller, new ResumableUploads.Announcement(release, name, metadata.get("filetype"), length, label));
        return at(begun, 201).withHeader("Location", PATH + "/" + begun.id());
    }

    private Response show(Request request) {
        try {
            Upload upload = uploads.find(caller(request), request.parameter("id"));
            Response response = at(upload, 200).withHeader("Upload-Length", Long.toString(upload.length()));
            return upload.label().isEmpty() ? response : response.withHeader("Upload-Metadata", upload.label());
        } catch (Refusal refusal) {
            if (refusal.problem() != Problem.CONFLICT) {
                throw refusal;
            }
            // Clients begin anew after most refusals, and ask again later after this one.
            return Response.text(LOCKED, refusal.faults().getFirst().detail() + ".\n");
        }
    }

    /** Clients that cannot say PATCH send a POST that says so. */
    private Response appendPosted(Request request) {
        if ("PATCH".equalsIgnoreCase(request.header("X-HTTP-Method-Override"))) {
            return append(request);
        }
        return TransferErrors.render(request, Refusal.of(Problem.METHOD_NOT_ALLOWED))
                .withHeader("Allow", "DELETE, GET, HEAD, PATCH");
    }

    private Response append(Request request) {
        if (!OFFSET_TYPE.equalsIgnoreCase(request.header("Content-Type"))) {
            return Response.text(415, "The Content-Type must be " + OFFSET_TYPE + ".\n");
        }
        Upload upload = uploads.append(
                caller(request), request.parameter("id"), number(request, "Upload-Offset"), request.body());
        return at(upload, 204);
    }

    private Response cancel(Request request) {
        uploads.cancel(caller(request), request.parameter("id"));
        return Response.empty(204);
    }

    private static Response tus(Response response) {
        return response.withHeader("Tus-Resumable", VERSION).withHeader("Cache-Control", "no-store");
    }

    private static Response at(Upload upload, int status) {
        return Response.empty(status)
                .withHeader("Upload-Offset", Long.toString(upload.offset()))
                .withHeader("Upload-Expires", HttpDates.format(upload.expires()));
    }

    private Caller caller(Request request) {
        String id = request.parameter("id");
        String accountId = uploads.accountOf(id).orElseThrow(() -> Refusal.notFound("upload", id));
        return caller(request, accounts.resolve(accountId));
    }

    private Caller caller(Request request, Account account) {
        String presented = request.header("Authorization");
        if (presented == null) {
            return browser.apply(request).orElseThrow(() -> Refusal.of(Problem.TOKEN_MISSING));
        }
        Credentials credentials = presented.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? new Credentials.TokenSecret(
                        presented.substring(BEARER.length()).strip())
                : new Credentials.Malformed();
        return authenticator.authenticate(account, credentials, request.id());
    }

    private static long number(Request request, String header) {
        String text = request.header(header);
        if (text == null || !text.matches("[0-9]{1,18}")) {
            throw Refusal.of(Problem.BAD_REQUEST, header + " must be a number of bytes");
        }
        return Long.parseLong(text);
    }

    private static Map<String, String> metadata(String header) {
        Map<String, String> metadata = new HashMap<>();
        for (String pair : header.split(",", -1)) {
            String[] parts = pair.strip().split(" ", 2);
            try {
                byte[] value = Base64.getDecoder().decode(parts.length < 2 ? "" : parts[1].strip());
                metadata.put(parts[0], new String(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw Refusal.of(Problem.BAD_REQUEST, "Upload-Metadata must hold values in base64");
            }
        }
        return metadata;
    }
}

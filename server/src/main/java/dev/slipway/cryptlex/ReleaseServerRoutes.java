package dev.slipway.cryptlex;

import dev.slipway.catalog.ReleaseDirectory;
import dev.slipway.catalog.ReleaseFiles;
import dev.slipway.catalog.ServedFiles;
import dev.slipway.catalog.ServedFiles.Served;
import dev.slipway.http.ContentDisposition;
import dev.slipway.http.FileResponses;
import dev.slipway.http.FormParts;
import dev.slipway.http.Headers;
import dev.slipway.http.QueryParameters;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.model.Artifact;
import dev.slipway.model.Permission;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /{release}/{name}} and {@code /{account}/{release}/{name}}: takes, serves and removes the bytes of files. A request to
 * send one is judged by what it says of itself first, then by the account's quota, the release and what the caller may do, and
 * only then are its bytes asked for.
 */
public final class ReleaseServerRoutes {
    private static final String FILE = "/{release:uuid}/{name}";
    private static final String FILE_OF_ACCOUNT = "/{account:uuid}/{release:uuid}/{name}";

    private final ReleaseFiles files;
    private final ServedFiles served;
    private final ReleaseDirectory directory;

    /** Moves bytes of these. */
    public ReleaseServerRoutes(ReleaseFiles files, ServedFiles served, ReleaseDirectory directory) {
        this.files = files;
        this.served = served;
        this.directory = directory;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        view.onFiles("PUT", FILE, ReleaseServerRoutes::checkUpload, this::receive)
                .onFiles("PUT", FILE_OF_ACCOUNT, ReleaseServerRoutes::refuseAccount, this::receive)
                .onFiles("GET", FILE, (request, query) -> {}, this::send)
                .onFiles("GET", FILE_OF_ACCOUNT, (request, query) -> {}, this::send)
                .onFiles("DELETE", FILE, ReleaseServerRoutes::checkDeletion, this::delete)
                .onFiles("DELETE", FILE_OF_ACCOUNT, ReleaseServerRoutes::checkDeletion, this::delete)
                .on(
                        "GET",
                        "/releases/{release:uuid}/authorize",
                        null,
                        this::authorize,
                        CryptlexView.Trait.LICENSE_KEYS);
    }

    private static void checkUpload(Request request, QueryParameters query) {
        checkDeletion(request, query);
        if (request.header("Content-Length") == null && request.header("Transfer-Encoding") == null) {
            throw Refusal.of(Problem.BAD_REQUEST, "The header Content-Length is required");
        }
    }

    private static void refuseAccount(Request request, QueryParameters query) {
        FileAddresses.requireName(request);
        throw Refusal.accessDenied("a file is sent to the address of its release, without an account before it");
    }

    /** The key of a license is no credential for changes. */
    private static void checkDeletion(Request request, QueryParameters query) {
        FileAddresses.requireName(request);
        if (isBlank(request.header("Authorization")) && isBlank(query.first("token")) && isBlank(query.first("auth"))) {
            throw Refusal.of(Problem.TOKEN_MISSING);
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private Answer receive(Context context) {
        Request request = context.request();
        long length = request.contentLength();
        String type = request.header("Content-Type");
        String md5 = md5(request.header("Content-MD5"));
        Artifact file = files.upload(
                context.caller(),
                context.id("release"),
                request.parameter("name"),
                length,
                () -> FormParts.isForm(type)
                        ? ofForm(FormFile.begin(Objects.requireNonNull(type), request.body()), md5)
                        : new ReleaseFiles.Arrival(new ReleaseFiles.Announcement(length, type, md5), request.body()));
        return Answer.ok(new ReleaseFileDocuments(context.account().id(), context.origin())
                .render(directory.describe(context.caller(), file)));
    }

    /** How long a part is shows at its end only. A digest that its own head does not name is that of the request. */
    private static ReleaseFiles.Arrival ofForm(FormFile file, @Nullable String md5) {
        @Nullable String own = md5(file.header("content-md5"));
        return new ReleaseFiles.Arrival(
                new ReleaseFiles.Announcement(-1, file.header("content-type"), own == null ? md5 : own), file);
    }

    private static @Nullable String md5(@Nullable String header) {
        return header == null ? null : ContentMd5.hex(header);
    }

    private Answer send(Context context) throws IOException {
        Served found = served.open(
                context.caller(), context.id("release"), context.request().parameter("name"));
        Response response = switch (found) {
            case Served.Bytes bytes -> bytes(context.request(), bytes);
            case Served.Elsewhere elsewhere -> Response.empty(302).withHeader("Location", elsewhere.url());
        };
        if (isFromTheBeginning(context.request(), response)) {
            served.count(context.caller(), found);
        }
        return Answer.of(response);
    }

    private static Response bytes(Request request, Served.Bytes found) throws IOException {
        Artifact file = found.file();
        Headers headers = Headers.of(
                "Content-Type",
                "application/octet-stream",
                "Content-Disposition",
                ContentDisposition.attachment(file.filename()),
                // Whatever the bytes are, a browser must not run them as a page of this server.
                "Content-Security-Policy",
                "sandbox");
        String md5 = Objects.requireNonNull(file.content()).md5();
        FileResponses.Representation representation =
                new FileResponses.Representation(found.content().length(), "\"" + md5 + "\"", file.updated());
        return FileResponses.file(request, found.content().file(), representation, headers);
    }

    /** Whether the answer leads to the first byte: who goes on with a download, or only asks about it, makes no other one. */
    private static boolean isFromTheBeginning(Request request, Response response) {
        if (request.isHead()) {
            return false;
        }
        String part = response.status() == 302
                ? request.header("Range")
                : response.headers().first("Content-Range");
        return switch (response.status()) {
            case 200 -> true;
            case 206 -> part != null && part.startsWith("bytes 0-");
            case 302 -> part == null || part.startsWith("bytes=0-");
            default -> false;
        };
    }

    private Answer delete(Context context) {
        context.caller().requireAuthentication();
        context.caller().require(Permission.RELEASE_READ);
        files.deleteNamed(
                context.caller(), context.id("release"), context.request().parameter("name"));
        return Answer.noContent();
    }

    private Answer authorize(Context context) {
        return Answer.ok(ReleaseDocuments.of(context)
                .render(served.authorize(
                        context.caller(), context.id("release"), context.parameter("normalizedFileName"))));
    }
}

package dev.slipway.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Answers requests for stored bytes: validators, conditions, ranges and HEAD. */
public final class FileResponses {
    private FileResponses() {}

    /**
     * Bytes that can be served.
     *
     * @param size in bytes
     * @param etag the entity tag as it stands in the header, quotes included; null for none
     * @param modified when it last changed; null if unknown
     */
    public record Representation(
            long size, @Nullable String etag, @Nullable Instant modified) {}

    /** Opens a part of the bytes; never called for HEAD, 304 and 416. */
    @FunctionalInterface
    public interface Source {
        /** The bytes from {@code offset} on, exactly {@code length} of them. */
        Body open(long offset, long length) throws IOException;
    }

    /** Answers with a file on this machine. */
    public static Response file(Request request, Path file, Representation representation, Headers headers)
            throws IOException {
        return of(request, representation, headers, (offset, length) -> new Body.FileRegion(file, offset, length));
    }

    /**
     * Answers 200, 206, 304 or 416. Several ranges at once are answered with the whole, which is always allowed.
     *
     * @param headers the headers of the whole, such as Content-Type and Content-Disposition
     */
    public static Response of(Request request, Representation representation, Headers headers, Source source)
            throws IOException {
        Headers all = headers.with("Accept-Ranges", "bytes");
        if (representation.etag() != null) {
            all = all.with("ETag", representation.etag());
        }
        if (representation.modified() != null) {
            all = all.with("Last-Modified", HttpDates.format(representation.modified()));
        }
        if (isUnchanged(request, representation)) {
            return new Response(304, all.without("Content-Type").without("Content-Disposition"), Body.EMPTY);
        }
        long size = representation.size();
        return switch (range(request, representation)) {
            case Ranges.Whole _ -> new Response(200, all, open(request, source, 0, size));
            case Ranges.Part part ->
                new Response(
                        206,
                        all.with("Content-Range", part.contentRange(size)),
                        open(request, source, part.offset(), part.length()));
            case Ranges.Unsatisfiable _ ->
                new Response(
                        416,
                        all.without("Content-Type")
                                .without("Content-Disposition")
                                .with("Content-Range", Ranges.Unsatisfiable.contentRange(size)),
                        Body.EMPTY);
        };
    }

    private static Body open(Request request, Source source, long offset, long length) throws IOException {
        return request.isHead() ? new Body.Stream(InputStream.nullInputStream(), length) : source.open(offset, length);
    }

    /** Range is defined for GET alone, and only while the client's part is of these very bytes. */
    private static Ranges range(Request request, Representation representation) {
        boolean applies = request.method().equals("GET") && !request.isHead() && ifRange(request, representation);
        String header = request.headers("Range").size() == 1 ? request.header("Range") : null;
        return applies ? Ranges.of(header, representation.size()) : new Ranges.Whole();
    }

    private static boolean ifRange(Request request, Representation representation) {
        String validator = request.header("If-Range");
        if (validator == null) {
            return true;
        }
        if (validator.startsWith("\"")) {
            return validator.equals(representation.etag());
        }
        Instant modified = representation.modified();
        return modified != null && modified.truncatedTo(ChronoUnit.SECONDS).equals(HttpDates.parse(validator));
    }

    private static boolean isUnchanged(Request request, Representation representation) {
        if (!request.method().equals("GET")) {
            return false;
        }
        String tags = String.join(",", request.headers("If-None-Match"));
        if (!tags.isEmpty()) {
            String etag = representation.etag();
            return tags.strip().equals("*") || (etag != null && EntityTags.contains(tags, etag));
        }
        String since = request.header("If-Modified-Since");
        Instant seen = since == null ? null : HttpDates.parse(since);
        Instant modified = representation.modified();
        return seen != null
                && modified != null
                && !modified.truncatedTo(ChronoUnit.SECONDS).isAfter(seen);
    }
}

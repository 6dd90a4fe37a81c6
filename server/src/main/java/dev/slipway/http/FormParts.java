package dev.slipway.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/** The parts of a form ({@code multipart/form-data}), one after the other, as they come in. */
public final class FormParts {
    private static final int BUFFER = 256 * 1024;
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_BOUNDARY = 200;

    private final Metered source;
    private final MultipartInput form;
    private Map<String, String> head = Map.of();
    private Map<String, String> disposition = Map.of();
    private boolean begun;
    private boolean ended;

    private FormParts(Metered source, byte[] boundary) throws IOException {
        this.source = source;
        this.form = MultipartInput.builder()
                .setInputStream(source)
                .setBufferSize(BUFFER)
                .setBoundary(boundary)
                .setMaxPartHeaderSize(LONGEST_HEAD)
                .get();
        form.setHeaderCharset(StandardCharsets.UTF_8);
    }

    /** Whether a body of that media type is a form with parts. */
    public static boolean isForm(@Nullable String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("multipart/form-data");
    }

    /**
     * A form of which nothing was read yet.
     *
     * @param contentType the media type of the body, with the boundary of its parts
     * @param mostBesides in bytes, how much the form may have besides the contents that are read
     * @throws BadRequest if the media type names no boundary
     */
    public static FormParts of(String contentType, InputStream body, long mostBesides) throws IOException {
        String boundary = parameters(contentType).get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw new BadRequest("The header Content-Type does not name the boundary of the form");
        }
        return new FormParts(new Metered(body, mostBesides), boundary.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Goes on to the head of the next part; what is left of the current one is dropped.
     *
     * @return whether there is one
     * @throws BadRequest if the form is broken
     * @throws BodyTooLarge if there is too much besides the contents that were read
     */
    public boolean next() throws IOException {
        try {
            boolean more = !ended && advance();
            ended = !more;
            head = more ? head(form.readHeaders()) : Map.of();
            disposition = parameters(head.getOrDefault("content-disposition", ""));
            return more;
        } catch (FileUploadException e) {
            throw broken(e);
        }
    }

    private boolean advance() throws IOException {
        if (!begun) {
            begun = true;
            return form.skipPreamble();
        }
        form.discardBodyData();
        return form.readBoundary();
    }

    /** The name of the field the current part belongs to; empty for none. */
    public String name() {
        return disposition.getOrDefault("name", "");
    }

    /** The name of the file that the current part holds; empty for none. */
    public String filename() {
        return disposition.getOrDefault("filename", "");
    }

    /** A header of the current part, by its name in lower case; null when it has none such. */
    public @Nullable String header(String name) {
        return head.get(name);
    }

    /**
     * The content of the current part, to be asked for once. Its reads throw {@link BadRequest} when the form is broken, and
     * end only where the part does.
     */
    public InputStream content() throws IOException {
        return new Content(form.newInputStream());
    }

    private static Map<String, String> head(String lines) {
        Map<String, String> headers = new HashMap<>();
        for (String line : lines.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        Map<String, String> parameters = new HashMap<>();
        parser.parse(header, ';').forEach((name, value) -> {
            if (value != null) {
                parameters.put(name, value);
            }
        });
        return parameters;
    }

    /** What a form that cannot be read means: whoever sent it is told, unless they are gone. */
    private static BadRequest broken(FileUploadException failure) throws BodyTruncated {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTruncated gone) {
                throw gone;
            }
        }
        return new BadRequest("The form in the body is not complete or not well-formed");
    }

    private final class Content extends FilterInputStream {
        Content(InputStream part) {
            super(part);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                int count = super.read(target, offset, length);
                source.wanted += Math.max(0, count);
                return count;
            } catch (FileUploadException e) {
                throw broken(e);
            }
        }
    }

    /** Bounds what a form has besides the contents that are read. */
    private static final class Metered extends FilterInputStream {
        private final long mostBesides;
        private long total;
        private long wanted;

        Metered(InputStream body, long mostBesides) {
            super(body);
            this.mostBesides = mostBesides;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (total - wanted > mostBesides) {
                throw new BodyTooLarge(mostBesides);
            }
            int count = super.read(target, offset, length);
            total += Math.max(0, count);
            return count;
        }
    }
}

package dev.slipway.cryptlex;

import dev.slipway.http.BodyTruncated;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
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

/**
 * The bytes of the part named {@code file} of a form, as they come in. They end where the whole form has ended, so that a form
 * that breaks off after them is no file. Other parts are read and dropped.
 */
final class FormFile extends InputStream {
    private static final String PART = "file";
    private static final int BUFFER = 256 * 1024;
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_BOUNDARY = 200;

    /** How much of a form may be something else than the file, in bytes. */
    private static final long MOST_BESIDES = 8L << 20;

    private final Metered source;
    private final MultipartInput form;
    private Map<String, String> head = Map.of();
    private InputStream part = InputStream.nullInputStream();
    private boolean finished;

    private FormFile(Metered source, byte[] boundary) throws IOException {
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
    static boolean isForm(@Nullable String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("multipart/form-data");
    }

    /**
     * Reads up to the first byte of the file.
     *
     * @param contentType the media type of the body, with the boundary of its parts
     * @throws Refusal 400 when the form is broken or has no part named {@code file}
     */
    static FormFile begin(String contentType, InputStream body) throws IOException {
        String boundary = parameters(contentType).get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw Refusal.of(Problem.BAD_REQUEST, "The header Content-Type does not name the boundary of the form");
        }
        try {
            FormFile file = new FormFile(new Metered(body), boundary.getBytes(StandardCharsets.ISO_8859_1));
            if (!file.form.skipPreamble() || !file.goToFile()) {
                throw Refusal.of(Problem.BAD_REQUEST, "The form has no part named 'file'");
            }
            file.part = file.form.newInputStream();
            return file;
        } catch (FileUploadException e) {
            throw broken(e);
        }
    }

    /** A header of the part, by its name in lower case; null when it has none such. */
    @Nullable
    String header(String name) {
        return head.get(name);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = finished ? -1 : part.read(target, offset, length);
            if (count >= 0) {
                source.file += count;
            } else {
                finish();
            }
            return count;
        } catch (FileUploadException e) {
            throw broken(e);
        }
    }

    private void finish() throws IOException {
        if (!finished) {
            finished = true;
            if (form.readBoundary() && goToFile()) {
                throw Refusal.of(Problem.BAD_REQUEST, "The form has more than one part named 'file'");
            }
        }
    }

    /** Reads the heads of parts from here on up to that of a file, which is not there when this says false. */
    private boolean goToFile() throws IOException {
        do {
            head = head(form.readHeaders());
            if (PART.equals(
                    parameters(head.getOrDefault("content-disposition", "")).get("name"))) {
                return true;
            }
            form.discardBodyData();
        } while (form.readBoundary());
        return false;
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
        return parser.parse(header, ';');
    }

    /** What a form that cannot be read means: whoever sent it is told, unless they are gone. */
    private static Refusal broken(FileUploadException failure) throws BodyTruncated {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTruncated gone) {
                throw gone;
            }
        }
        return Refusal.of(Problem.BAD_REQUEST, "The form in the body is not complete or not well-formed");
    }

    /** Bounds what a form has besides the file. */
    private static final class Metered extends FilterInputStream {
        private long total;
        private long file;

        Metered(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (total - file > MOST_BESIDES) {
                throw Refusal.of(Problem.BODY_TOO_LARGE, "The form has too much besides the file");
            }
            int count = super.read(target, offset, length);
            total += Math.max(0, count);
            return count;
        }
    }
}

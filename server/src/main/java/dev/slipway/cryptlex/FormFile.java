package dev.slipway.cryptlex;

import dev.slipway.http.BadRequest;
import dev.slipway.http.BodyTooLarge;
import dev.slipway.http.FormParts;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the part named {@code file} of a form, as they come in. They end where the whole form has ended, so that a form
 * that breaks off after them is no file. Other parts are read and dropped.
 */
final class FormFile extends InputStream {
    private static final String PART = "file";

    /** How much of a form may be something else than the file, in bytes. */
    private static final long MOST_BESIDES = 8L << 20;

    private final FormParts parts;
    private InputStream part = InputStream.nullInputStream();
    private boolean finished;

    private FormFile(FormParts parts) {
        this.parts = parts;
    }

    /**
     * Reads up to the first byte of the file.
     *
     * @param contentType the media type of the body, with the boundary of its parts
     * @throws Refusal 400 when the form is broken or has no part named {@code file}
     */
    static FormFile begin(String contentType, InputStream body) throws IOException {
        try {
            FormFile file = new FormFile(FormParts.of(contentType, body, MOST_BESIDES));
            if (!file.goToFile()) {
                throw Refusal.of(Problem.BAD_REQUEST, "The form has no part named 'file'");
            }
            file.part = file.parts.content();
            return file;
        } catch (BadRequest | BodyTooLarge e) {
            throw refusal(e);
        }
    }

    /** A header of the part, by its name in lower case; null when it has none such. */
    @Nullable
    String header(String name) {
        return parts.header(name);
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
            if (count < 0) {
                finish();
            }
            return count;
        } catch (BadRequest | BodyTooLarge e) {
            throw refusal(e);
        }
    }

    private void finish() throws IOException {
        if (!finished) {
            finished = true;
            if (goToFile()) {
                throw Refusal.of(Problem.BAD_REQUEST, "The form has more than one part named 'file'");
            }
        }
    }

    /** Reads the heads of parts from here on up to that of a file, which is not there when this says false. */
    private boolean goToFile() throws IOException {
        while (parts.next()) {
            if (parts.name().equals(PART)) {
                return true;
            }
        }
        return false;
    }

    private static Refusal refusal(RuntimeException failure) {
        return failure instanceof BodyTooLarge
                ? Refusal.of(Problem.BODY_TOO_LARGE, "The form has too much besides the file")
                : Refusal.of(Problem.BAD_REQUEST, String.valueOf(failure.getMessage()));
    }
}

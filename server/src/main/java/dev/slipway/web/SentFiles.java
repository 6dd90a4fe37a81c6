package dev.slipway.web;

import dev.slipway.http.FormParts;
import dev.slipway.http.Request;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The files in a form of ours, one after the other, as they come in. */
public final class SentFiles {
    private static final int LONGEST_TOKEN = 200;

    private final FormParts parts;
    private InputStream content = InputStream.nullInputStream();
    private boolean empty = true;

    private SentFiles(FormParts parts) {
        this.parts = parts;
    }

    /**
     * Reads up to the first file.
     *
     * @throws Refusal 403 when the form does not begin with its token, 400 when it is no form with files
     */
    static SentFiles begin(Request request, String formToken) throws IOException {
        String type = request.header("Content-Type");
        if (type == null || !FormParts.isForm(type)) {
            throw Refusal.of(Problem.BAD_REQUEST, "A form with files is expected here");
        }
        // Browsers listen only after they have sent everything, also what is refused and skipped.
        FormParts parts = FormParts.of(type, request.body(), Long.MAX_VALUE);
        boolean isOurs = parts.next()
                && parts.name().equals(FormTokens.FIELD)
                && FormTokens.fits(
                        formToken, new String(parts.content().readNBytes(LONGEST_TOKEN), StandardCharsets.ISO_8859_1));
        if (!isOurs) {
            throw FormTokens.refusal();
        }
        return new SentFiles(parts);
    }

    /** Goes on to the next file that was chosen, if there is one. */
    public boolean next() throws IOException {
        while (parts.next()) {
            if (!parts.filename().isEmpty()) {
                PushbackInputStream bytes = new PushbackInputStream(parts.content());
                int first = bytes.read();
                empty = first < 0;
                if (!empty) {
                    bytes.unread(first);
                }
                content = bytes;
                return true;
            }
        }
        return false;
    }

    /** What the current file is called. */
    public String name() {
        return parts.filename();
    }

    /** The media type of the current file; null when the browser does not know. */
    public @Nullable String type() {
        return parts.header("content-type");
    }

    /** Whether nothing is in the current file. */
    public boolean isEmpty() {
        return empty;
    }

    /** What is in the current file. */
    public InputStream content() {
        return content;
    }
}

package dev.slipway.event.delivery;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an HTTP answer as far as it is of interest: the status, and the beginning of the body. */
final class AnswerReader {
    /** In place of a body of more than {@link #LONGEST_BODY}. */
    static final String TOO_LARGE = "RES_BODY_TOO_LARGE";

    private static final int LONGEST_BODY = 2_048;
    private static final int LONGEST_HEAD = 32_768;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,8})[ \\t]*(;.*)?");

    private final InputStream input;
    private int left = LONGEST_HEAD;

    AnswerReader(InputStream input) {
        this.input = input;
    }

    /** What came back is no HTTP. */
    static final class NotHttp extends IOException {
        private static final long serialVersionUID = 1L;

        NotHttp(String message) {
            super(message);
        }
    }

    /** What the head says about the body. */
    private record Framing(long length, boolean chunked) {}

    Outcome.Answered read() throws IOException {
        while (true) {
            Matcher status = STATUS.matcher(line());
            if (!status.matches()) {
                throw new NotHttp("No status line");
            }
            int code = Integer.parseInt(status.group(1));
            Framing framing = headers();
            if (code >= 200) {
                return new Outcome.Answered(code, body(code, framing));
            }
            // An informational answer comes before the real one.
        }
    }

    private Framing headers() throws IOException {
        long length = -1;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (name.equals("content-length") && value.matches("[0-9]{1,18}")) {
                length = Long.parseLong(value);
            } else if (name.equals("transfer-encoding")) {
                chunked |= value.toLowerCase(Locale.ROOT).endsWith("chunked");
            }
        }
        return new Framing(length, chunked);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("The answer ends early");
            }
            if (--left < 0) {
                throw new NotHttp("The head is too long");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private String body(int code, Framing framing) throws IOException {
        if (code == 204 || code == 304 || framing.length() == 0) {
            return "";
        }
        byte[] bytes;
        if (framing.chunked()) {
            bytes = chunks();
        } else if (framing.length() > LONGEST_BODY) {
            return TOO_LARGE;
        } else {
            bytes = input.readNBytes(framing.length() < 0 ? LONGEST_BODY + 1 : (int) framing.length());
        }
        // NUL is no text that every engine can keep.
        return bytes.length > LONGEST_BODY
                ? TOO_LARGE
                : new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() <= LONGEST_BODY) {
            Matcher size = CHUNK.matcher(line());
            if (!size.matches()) {
                throw new NotHttp("No chunk");
            }
            long length = Long.parseLong(size.group(1), 16);
            if (length == 0) {
                break;
            }
            int room = LONGEST_BODY + 1 - body.size();
            body.write(input.readNBytes((int) Math.min(length, room)));
            if (length > room) {
                break;
            }
            line();
        }
        return body.toByteArray();
    }
}

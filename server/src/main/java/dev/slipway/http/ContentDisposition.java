package dev.slipway.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The Content-Disposition header for names that may be anything. */
public final class ContentDisposition {
    private static final String PLAIN = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    /**
     * Asks the client to save the bytes under the last segment of {@code filename}; control characters are dropped.
     * Names beyond plain ASCII are given twice, readable for old clients and exact for all others (RFC 6266).
     */
    public static String attachment(String filename) {
        String last = filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
        StringBuilder plain = new StringBuilder();
        StringBuilder exact = new StringBuilder();
        boolean same = true;
        for (int c : last.codePoints().filter(c -> !Character.isISOControl(c)).toArray()) {
            boolean safe = c >= ' ' && c < 0x7f && c != '"' && c != '%';
            plain.append(safe ? (char) c : '_');
            same &= safe;
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                char ascii = (char) (b & 0xff);
                if (b > 0 && (Character.isLetterOrDigit(ascii) || PLAIN.indexOf(ascii) >= 0)) {
                    exact.append(ascii);
                } else {
                    exact.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
                }
            }
        }
        if (plain.isEmpty()) {
            return "attachment";
        }
        return "attachment; filename=\"" + plain + "\"" + (same ? "" : "; filename*=UTF-8''" + exact);
    }
}

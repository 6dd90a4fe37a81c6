package dev.slipway.cryptlex;

import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.util.Base64;
import java.util.HexFormat;

/** The header Content-MD5. */
final class ContentMd5 {
    private static final int BYTES = 16;

    private ContentMd5() {}

    /**
     * The digest that the header names, in lower-case hex.
     *
     * @throws Refusal 400 when it names none
     */
    static String hex(String header) {
        try {
            byte[] digest = Base64.getDecoder().decode(header.strip());
            if (digest.length == BYTES) {
                return HexFormat.of().formatHex(digest);
            }
        } catch (IllegalArgumentException e) {
            // Told below, like a digest of another length.
        }
        throw Refusal.of(
                Problem.BAD_REQUEST, "must be an MD5 digest of 16 bytes in Base64", Source.header("Content-MD5"));
    }
}

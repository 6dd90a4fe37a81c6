package dev.slipway.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.DeclaredChecksum.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeclaredChecksumTest {
    private static final Digests DIGESTS = digestsOf("1");

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-1", "SHA-256", "SHA-512"})
    void recognizesADigestInEveryNotation(String algorithm) {
        for (int content = 0; content < 50; content++) {
            Digests digests = digestsOf("content " + content);
            for (String notation : notations(digest(algorithm, "content " + content))) {
                assertThat(DeclaredChecksum.matches(notation, digests))
                        .as(notation)
                        .isEqualTo(Verdict.MATCH);
                assertThat(DeclaredChecksum.matches(notation, DIGESTS))
                        .as(notation)
                        .isEqualTo(Verdict.MISMATCH);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-224", "SHA-384"})
    void leavesDigestsWeDoNotComputeAlone(String algorithm) {
        for (String notation : notations(digest(algorithm, "1"))) {
            assertThat(DeclaredChecksum.matches(notation, DIGESTS)).as(notation).isEqualTo(Verdict.UNRECOGNIZED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0x",
                "v1.2.3",
                "build-2026-01-02-linux",
                "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
                "c4ca4238a0b923820dcc509a6f75849",
                "c4ca4238a0b923820dcc509a6f75849bb",
                "0x0xc4ca4238a0b923820dcc509a6f75849b",
                "xMpCOKC5I4INzFCab3WEmw=",
                "xMpCOKC5I4INzFCab3WEmw===",
                "xMpCOKC5I4INzFCab3WEmx",
                "\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661"
                        + "\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661"
            })
    void takesEverythingElseForOpaque(String declared) {
        assertThat(DeclaredChecksum.matches(declared, DIGESTS)).isEqualTo(Verdict.UNRECOGNIZED);
    }

    @Test
    void takesVeryLongTextsForOpaque() {
        assertThat(DeclaredChecksum.matches("a".repeat(4096), DIGESTS)).isEqualTo(Verdict.UNRECOGNIZED);
    }

    private static List<String> notations(byte[] digest) {
        String hex = HexFormat.of().formatHex(digest);
        String upper = hex.toUpperCase(Locale.ROOT);
        var notations = new ArrayList<>(List.of(hex, upper, "0x" + hex, "0X" + upper, " " + hex + "\n"));
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            notations.add(encoder.encodeToString(digest));
            notations.add(encoder.withoutPadding().encodeToString(digest));
        }
        return notations;
    }

    private static Digests digestsOf(String content) {
        return Digests.of(
                digest("MD5", content),
                digest("SHA-1", content),
                digest("SHA-256", content),
                digest("SHA-512", content));
    }

    private static byte[] digest(String algorithm, String content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}

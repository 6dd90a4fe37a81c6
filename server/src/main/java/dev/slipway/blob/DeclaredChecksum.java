package dev.slipway.blob;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Compares a checksum that a publisher declared, in whatever notation, with the digests we computed. */
public final class DeclaredChecksum {
    /** What a declared checksum says about the bytes. */
    public enum Verdict {
        /** It is a digest of these bytes. */
        MATCH,
        /** It is a digest of other bytes. */
        MISMATCH,
        /** It is no digest of a kind we compute, so it says nothing. */
        UNRECOGNIZED
    }

    /** Room for 64 bytes in hexadecimal digits with their prefix, the longest notation recognized. */
    private static final int LONGEST = 2 + 128;

    private DeclaredChecksum() {}

    /**
     * Recognizes MD5, SHA-1, SHA-256 and SHA-512 by the number of bytes that the text stands for. The text may be
     * hexadecimal (any case, with or without {@code 0x}) or base64 (standard or URL-safe alphabet, padded or not), with
     * white space around it. Where both readings are possible, hexadecimal wins.
     *
     * <p>Base64 must be the spelling an encoder produces, unused bits zero. A short word such as a build number can
     * look like base64 by chance; this rule keeps most of them from being taken for a digest that does not match.
     */
    public static Verdict matches(String declared, Digests digests) {
        String text = declared.strip();
        if (text.length() > LONGEST) {
            return Verdict.UNRECOGNIZED;
        }
        Verdict asHex = hexBytes(text).map(bytes -> compare(bytes, digests)).orElse(Verdict.UNRECOGNIZED);
        if (asHex != Verdict.UNRECOGNIZED) {
            return asHex;
        }
        return base64Bytes(text).map(bytes -> compare(bytes, digests)).orElse(Verdict.UNRECOGNIZED);
    }

    private static Verdict compare(byte[] bytes, Digests digests) {
        String declared = HexFormat.of().formatHex(bytes);
        return switch (bytes.length) {
            case 16 -> verdict(declared, digests.md5());
            case 20 -> verdict(declared, digests.sha1());
            case 32 -> verdict(declared, digests.sha256());
            case 64 -> verdict(declared, digests.sha512());
            default -> Verdict.UNRECOGNIZED;
        };
    }

    private static Verdict verdict(String declared, String computed) {
        return declared.equals(computed) ? Verdict.MATCH : Verdict.MISMATCH;
    }

    private static Optional<byte[]> hexBytes(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        try {
            return Optional.of(HexFormat.of().parseHex(digits));
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> base64Bytes(String text) {
        boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        Base64.Decoder decoder = urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder();
        Base64.Encoder encoder = urlSafe ? Base64.getUrlEncoder() : Base64.getEncoder();
        try {
            byte[] bytes = decoder.decode(text);
            boolean canonical = text.equals(encoder.encodeToString(bytes))
                    || text.equals(encoder.withoutPadding().encodeToString(bytes));
            return canonical ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}

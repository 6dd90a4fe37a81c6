package dev.slipway.blob;

import java.util.HexFormat;

/**
 * The digests of a blob's bytes, each in lower-case hexadecimal digits.
 *
 * @param md5 32 digits
 * @param sha1 40 digits
 * @param sha256 64 digits
 * @param sha512 128 digits
 */
public record Digests(String md5, String sha1, String sha256, String sha512) {
    public Digests {
        requireHex(md5, 32);
        requireHex(sha1, 40);
        requireHex(sha256, 64);
        requireHex(sha512, 128);
    }

    static Digests of(byte[] md5, byte[] sha1, byte[] sha256, byte[] sha512) {
        HexFormat hex = HexFormat.of();
        return new Digests(hex.formatHex(md5), hex.formatHex(sha1), hex.formatHex(sha256), hex.formatHex(sha512));
    }

    private static void requireHex(String digest, int digits) {
        boolean hex = digest.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        if (digest.length() != digits || !hex) {
            throw new IllegalArgumentException("Not " + digits + " lower-case hexadecimal digits");
        }
    }
}

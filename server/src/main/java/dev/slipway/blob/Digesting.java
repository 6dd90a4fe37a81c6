package dev.slipway.blob;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The four digests of one blob while its bytes pass by. */
final class Digesting {
    private static final int SLICE_BYTES = 8 * 1024;

    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest sha256 = digest("SHA-256");
    private final MessageDigest sha512 = digest("SHA-512");

    /** The digests to be fed, the costliest first. */
    List<MessageDigest> algorithms() {
        return List.of(sha512, md5, sha256, sha1);
    }

    /**
     * Feeds the first bytes of a chunk to a digest, in slices. The virtual machine puts the processor's own instructions
     * in place only once it has seen some thousand calls; with one call for a whole chunk, the first gigabytes after a
     * start take several times as long.
     */
    static void feed(MessageDigest digest, byte[] chunk, int length) {
        for (int offset = 0; offset < length; offset += SLICE_BYTES) {
            digest.update(chunk, offset, Math.min(SLICE_BYTES, length - offset));
        }
    }

    /** The digests of all bytes they were fed. */
    Digests finish() {
        return Digests.of(md5.digest(), sha1.digest(), sha256.digest(), sha512.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("This Java runtime lacks " + algorithm, missing);
        }
    }
}

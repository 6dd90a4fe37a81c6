package dev.slipway.cli.demo;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proof in an answer that it comes from the vendor's server, checked as a careful client does. */
final class ResponseSignature {
    private static final Pattern SIGNATURE = Pattern.compile("signature=\"([^\"]+)\"");

    private ResponseSignature() {}

    /**
     * The text that the server has signed: what was asked, where, when, and the digest of the answer.
     *
     * @param digest the Digest header as it must be for the body
     */
    static String signedText(Reply reply, String digest) {
        URI address = reply.call().address();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return "(request-target): " + reply.call().method().toLowerCase(Locale.ROOT) + " " + address.getRawPath()
                + query
                + "\nhost: " + address.getRawAuthority()
                + "\ndate: " + reply.header("Date")
                + "\ndigest: " + digest;
    }

    /** The Digest header that the body of an answer calls for. */
    static String digest(Reply reply) {
        return "sha-256="
                + Base64.getEncoder()
                        .encodeToString(Sha256.fresh().digest(reply.body().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Whether the answer is signed with the private half of a key.
     *
     * @param verifyKey the account's Ed25519 key as its API shows it: base64 of the hexadecimal text
     */
    static boolean isValid(Reply reply, String verifyKey) {
        Matcher signature = SIGNATURE.matcher(reply.header("Keygen-Signature"));
        String digest = digest(reply);
        if (!signature.find() || !digest.equals(reply.header("Digest"))) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey(verifyKey));
            verifier.update(signedText(reply, digest).getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature.group(1)));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    /** A key as the API shows it, in plain hexadecimal. */
    static String hexadecimal(String verifyKey) {
        return new String(Base64.getDecoder().decode(verifyKey), StandardCharsets.US_ASCII);
    }

    private static PublicKey publicKey(String verifyKey) throws GeneralSecurityException {
        byte[] littleEndian = HexFormat.of().parseHex(hexadecimal(verifyKey));
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < littleEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }
}

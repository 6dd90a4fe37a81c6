package dev.slipway.clients;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/** Checksums and signatures of files as a vendor's tools make them and an app checks them; the server only carries them. */
final class FileSigning {
    /** A private key of a vendor, and its public half. */
    static final String SEED = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    static final String PUBLIC_KEY = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";

    private static final Base64.Encoder UNPADDED = Base64.getEncoder().withoutPadding();

    private FileSigning() {}

    /** The SHA-512 of a file in standard base64 without padding. */
    static String checksum(byte[] file) throws GeneralSecurityException {
        return UNPADDED.encodeToString(MessageDigest.getInstance("SHA-512").digest(file));
    }

    /** The Ed25519ph signature of a file in standard base64 without padding; the product is its context. */
    static String sign(byte[] file, String product) throws GeneralSecurityException {
        PrivateKey key = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(
                        NamedParameterSpec.ED25519, HexFormat.of().parseHex(SEED)));
        Signature signer = Signature.getInstance("EdDSA");
        signer.setParameter(prehashed(product));
        signer.initSign(key);
        signer.update(file);
        return UNPADDED.encodeToString(signer.sign());
    }

    /** Whether a file is what the vendor signed for the product. */
    static boolean isSigned(byte[] file, String product, String signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("EdDSA");
        verifier.setParameter(prehashed(product));
        verifier.initVerify(publicKey(PUBLIC_KEY));
        verifier.update(file);
        return verifier.verify(Base64.getDecoder().decode(signature));
    }

    private static EdDSAParameterSpec prehashed(String product) {
        return new EdDSAParameterSpec(true, product.getBytes(StandardCharsets.UTF_8));
    }

    /** The Ed25519 key with these 32 bytes. */
    static PublicKey publicKey(String hexadecimal) throws GeneralSecurityException {
        byte[] littleEndian = HexFormat.of().parseHex(hexadecimal);
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < littleEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian))));
    }
}

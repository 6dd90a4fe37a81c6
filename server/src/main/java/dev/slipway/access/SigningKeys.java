package dev.slipway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.slipway.store.Store;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** The Ed25519 keys that accounts sign with. An account's key never changes. */
public final class SigningKeys {
    private static final int PUBLIC_KEY_BYTES = 32;

    private final Store store;
    private final Cache<String, Ed25519PrivateKeyParameters> keys =
            Caffeine.newBuilder().maximumSize(1_000).build();

    /** Reads keys from this store. */
    public SigningKeys(Store store) {
        this.store = store;
    }

    /**
     * A fresh key pair.
     *
     * @param signingKey the private key in PKCS#8, base64
     * @param verifyKey the 32 bytes of the public key, hex
     */
    record Pair(String signingKey, String verifyKey) {}

    static Pair generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - PUBLIC_KEY_BYTES, encoded.length);
            return new Pair(
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()),
                    HexFormat.of().formatHex(publicKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks Ed25519", e);
        }
    }

    /** The signature of an account over some bytes: 64 bytes. */
    public byte[] sign(String accountId, byte[] message) {
        return sign(keys.get(accountId, this::load), message);
    }

    /** Signs for one account; made ahead, so that nothing waits for the store where it is used. */
    public UnaryOperator<byte[]> signer(String accountId) {
        Ed25519PrivateKeyParameters key = keys.get(accountId, this::load);
        return message -> sign(key, message);
    }

    // Bouncy Castle makes the same signature as the JDK in a twentieth of its time, and every answer carries one.
    private static byte[] sign(Ed25519PrivateKeyParameters key, byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    private Ed25519PrivateKeyParameters load(String accountId) {
        String stored = store.readAll(installation -> installation.signingKey(accountId));
        byte[] encoded = Base64.getDecoder().decode(stored);
        try {
            return (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(encoded);
        } catch (IOException | ClassCastException e) {
            throw new IllegalStateException("The signing key of account " + accountId + " cannot be read", e);
        }
    }
}

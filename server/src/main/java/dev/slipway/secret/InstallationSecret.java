package dev.slipway.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret of an installation. It keys every hash and signed link and encrypts what must be readable again, so a copy
 * of the database without it proves and reveals nothing.
 */
public final class InstallationSecret {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] root;
    private final SecureRandom random;
    private final SecretKeySpec hashKey;
    private final SecretKeySpec sealKey;

    private InstallationSecret(byte[] root, SecureRandom random) {
        this.root = root;
        this.random = random;
        this.hashKey = new SecretKeySpec(derive("credential hashes"), "HmacSHA256");
        this.sealKey = new SecretKeySpec(derive("sealed values"), "AES");
    }

    /** A secret given by the operator. */
    public static InstallationSecret of(String text, SecureRandom random) {
        return new InstallationSecret(text.getBytes(StandardCharsets.UTF_8), random);
    }

    /**
     * The secret in a file that only its owner can read; the file is made on first use.
     *
     * @throws IOException when the file cannot be read or made
     */
    public static InstallationSecret inFile(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[32];
            random.nextBytes(fresh);
            create(file, HEX.formatHex(fresh));
        }
        String text = Files.readString(file).strip();
        if (text.length() < 32) {
            throw new IOException("The secret in " + file + " is shorter than 32 characters");
        }
        return of(text, random);
    }

    private static void create(Path file, String text) throws IOException {
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions)) {
            channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
            if (channel instanceof FileChannel written) {
                written.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process of the same installation was first: its secret is the one to use.
        }
    }

    /** 32 bytes for one purpose; knowing them tells nothing about the secret or the bytes of other purposes. */
    public byte[] derive(String purpose) {
        return hmac(new SecretKeySpec(root, "HmacSHA256"), purpose);
    }

    /** The keyed hash under which a credential of an account is stored and looked up, in hex. */
    public String hash(String accountId, String credential) {
        return HEX.formatHex(hmac(hashKey, accountId + "\n" + credential));
    }

    /** The keyed hash of a credential that is the same in every account, so that it tells which one it belongs to; in hex. */
    public String locator(String credential) {
        return HEX.formatHex(hmac(hashKey, "\n" + credential));
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks HMAC-SHA-256", e);
        }
    }

    /**
     * Encrypts a text so that {@link #open} can read it again.
     *
     * @param context what the text belongs to; the same must be given to open it, so sealed values cannot be swapped
     */
    public String seal(String text, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = new byte[NONCE_BYTES + sealed.length];
            System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks AES-GCM", e);
        }
    }

    /**
     * Decrypts what {@link #seal} made.
     *
     * @throws WrongSecretException when it was sealed with another secret or for another context, or was changed
     */
    public String open(String sealed, String context) {
        byte[] whole = Base64.getDecoder().decode(sealed);
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        try {
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new WrongSecretException(e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The data was sealed with another installation's secret. */
    public static final class WrongSecretException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongSecretException(Throwable cause) {
            super("A sealed value cannot be read: it was made with another installation secret", cause);
        }
    }
}

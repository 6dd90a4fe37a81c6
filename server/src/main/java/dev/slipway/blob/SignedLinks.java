package dev.slipway.blob;

import dev.slipway.blob.LinkGrant.Download;
import dev.slipway.blob.LinkGrant.Upload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Makes and verifies the opaque tokens that stand in the addresses of bytes. A token carries its own grant,
 * authenticated by HMAC-SHA-256; whoever holds it needs no other credential, and it cannot be taken back before it
 * expires. Tokens are bearer secrets: keep them out of logs.
 */
public final class SignedLinks {
    /** The length of every token, in characters that need no escaping in an address. */
    public static final int TOKEN_LENGTH = 120;

    private static final int LEAST_SECRET_BYTES = 16;
    private static final byte FORMAT = 1;
    private static final byte UPLOAD = 1;
    private static final byte DOWNLOAD = 2;
    private static final byte PUBLISHING_UPLOAD = 3;
    private static final int PAYLOAD_BYTES = 2 + 3 * 16 + Long.BYTES;
    private static final int SIGNATURE_BYTES = 32;
    private static final String PURPOSE = "slipway signed links v1";

    private final SecretKey key;

    /**
     * Links signed with a key of their own, derived from the installation secret by HKDF.
     *
     * @param installationSecret at least 16 bytes, not kept
     */
    public SignedLinks(byte[] installationSecret) {
        if (installationSecret.length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "The installation secret is shorter than " + LEAST_SECRET_BYTES + " bytes");
        }
        try {
            this.key = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "HmacSHA256",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(installationSecret)
                                    .thenExpand(PURPOSE.getBytes(StandardCharsets.US_ASCII), SIGNATURE_BYTES));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java runtime lacks HKDF-SHA256", missing);
        }
    }

    /** Makes the token for a grant; fractions of a second of its expiry are dropped. */
    public String sign(LinkGrant grant) {
        var token = ByteBuffer.allocate(PAYLOAD_BYTES + SIGNATURE_BYTES);
        token.put(FORMAT);
        token.put(
                switch (grant) {
                    case Upload upload -> upload.publishes() ? PUBLISHING_UPLOAD : UPLOAD;
                    case Download _ -> DOWNLOAD;
                });
        put(token, grant.accountId());
        put(token, grant.artifactId());
        put(
                token,
                switch (grant) {
                    case Upload upload -> upload.uploadId();
                    case Download download -> download.blob().id();
                });
        token.putLong(grant.expiry().getEpochSecond());
        token.put(signature(token.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /** Verifies a token, whatever text it is; never throws. */
    public LinkVerification verify(String token, Instant now) {
        byte[] bytes;
        try {
            bytes = token.length() == TOKEN_LENGTH ? Base64.getUrlDecoder().decode(token) : new byte[0];
        } catch (IllegalArgumentException garbage) {
            bytes = new byte[0];
        }
        if (bytes.length != PAYLOAD_BYTES + SIGNATURE_BYTES) {
            return new LinkVerification.Tampered();
        }
        var reader = ByteBuffer.wrap(bytes);
        byte[] presented = new byte[SIGNATURE_BYTES];
        reader.get(PAYLOAD_BYTES, presented);
        // Constant time: how long this takes must not tell how much of a guess is right.
        if (!MessageDigest.isEqual(presented, signature(bytes)) || reader.get() != FORMAT) {
            return new LinkVerification.Tampered();
        }
        byte operation = reader.get();
        UUID accountId = uuid(reader);
        UUID artifactId = uuid(reader);
        UUID subject = uuid(reader);
        Instant expiry = Instant.ofEpochSecond(reader.getLong());
        if (!now.isBefore(expiry)) {
            return new LinkVerification.Expired();
        }
        return switch (operation) {
            case UPLOAD -> new LinkVerification.Valid(new Upload(accountId, artifactId, subject, false, expiry));
            case PUBLISHING_UPLOAD ->
                new LinkVerification.Valid(new Upload(accountId, artifactId, subject, true, expiry));
            case DOWNLOAD ->
                new LinkVerification.Valid(new Download(accountId, artifactId, new BlobKey(subject), expiry));
            default -> new LinkVerification.Tampered();
        };
    }

    /** Signs the payload with which the bytes begin. */
    private byte[] signature(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(bytes, 0, PAYLOAD_BYTES);
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java runtime lacks HMAC-SHA-256", missing);
        }
    }

    private static void put(ByteBuffer token, UUID id) {
        token.putLong(id.getMostSignificantBits());
        token.putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer token) {
        return new UUID(token.getLong(), token.getLong());
    }
}

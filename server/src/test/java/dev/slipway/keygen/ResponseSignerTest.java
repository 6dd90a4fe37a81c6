package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResponseSignerTest {
    private static final String SEED = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final String BODY =
            "{\"data\":{\"id\":\"7f1f0a6e-3c0b-4d9a-9a55-0d8f5f1b7c11\",\"type\":\"entitlements\",\"attributes\":{\"code\":\"PRO\"}}}";
    private static final String DATE = "Wed, 09 Jun 2021 16:08:15 GMT";
    private static final String DIGEST = "sha-256=dzZePCPP58T1+j8hCxa6Py+CGtv6RFd/pfiCetBV1wM=";

    private final AtomicInteger signed = new AtomicInteger();
    private final ResponseSigner signer = new ResponseSigner(this::sign);

    private byte[] sign(String accountId, byte[] message) {
        signed.incrementAndGet();
        try {
            // An Ed25519 private key in PKCS#8 form is a fixed head and the 32 bytes of the seed.
            byte[] encoded = HexFormat.of().parseHex("302e020100300506032b657004220420" + SEED);
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void digestsTheBodyAsTheVectorSays() {
        assertThat(ResponseSigner.digest(BODY.getBytes(StandardCharsets.UTF_8))).isEqualTo(DIGEST);
        assertThat(ResponseSigner.digest(new byte[0]))
                .isEqualTo("sha-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    @Test
    void signsAsTheVectorSays() {
        String header =
                signer.signature("account-id", "GET", "/v1/entitlements/PRO?limit=1", "dist.example.com", DATE, DIGEST);

        assertThat(header)
                .isEqualTo(
                        "keyid=\"account-id\", algorithm=\"ed25519\", signature=\"4CnjT8vVjyn7+1EsruAFK158dEQomcd1Xg90y0VJDUrzVMDaFFCDg5YHWGpn2ZWsnLMxlDHoWOtzGlfYVDurBA==\", headers=\"(request-target) host date digest\"");
    }

    @Test
    void signsEqualBytesOnceAndEveryAccountsOwn() {
        for (int i = 0; i < 3; i++) {
            signer.signature("one", "GET", "/", "host", DATE, DIGEST);
        }
        assertThat(signed).hasValue(1);

        signer.signature("two", "GET", "/", "host", DATE, DIGEST);
        signer.signature("one", "GET", "/other", "host", DATE, DIGEST);
        assertThat(signed).hasValue(3);
    }
}

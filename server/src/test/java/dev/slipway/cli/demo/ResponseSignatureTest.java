package dev.slipway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseSignatureTest {
    private static final String BODY = "{\"data\":null}";
    private static final String DATE = "Wed, 09 Jun 2021 16:08:15 GMT";
    private static final int KEY_LENGTH = 32;

    private final KeyPair keys;

    ResponseSignatureTest() throws GeneralSecurityException {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static Reply reply(String address, String digest, String signature, String body) {
        Map<String, List<String>> headers = Map.of(
                "Date",
                List.of(DATE),
                "Digest",
                List.of(digest),
                "Keygen-Signature",
                List.of("keyid=\"1\", algorithm=\"ed25519\", signature=\"" + signature + "\""));
        return new Reply(
                Call.get(address, new Credential.Anonymous()), 200, HttpHeaders.of(headers, (_, _) -> true), body);
    }

    private static String digest() throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(BODY.getBytes(StandardCharsets.UTF_8));
        return "sha-256=" + Base64.getEncoder().encodeToString(digest);
    }

    private String sign(String text) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signer.sign());
    }

    /** The key as the API shows it. */
    private static String shown(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
        return Base64.getEncoder().encodeToString(HexFormat.of().formatHex(raw).getBytes(StandardCharsets.US_ASCII));
    }

    private String signature() throws GeneralSecurityException {
        return sign(
                "(request-target): get /v1/me?a=%2F\nhost: localhost:8080\ndate: " + DATE + "\ndigest: " + digest());
    }

    @Test
    void acceptsWhatTheAccountHasSigned() throws GeneralSecurityException {
        Reply reply = reply("http://localhost:8080/v1/me?a=%2F", digest(), signature(), BODY);

        assertThat(ResponseSignature.isValid(reply, shown(keys))).isTrue();
    }

    @Test
    void refusesAnotherBodyPlaceOrKey() throws GeneralSecurityException {
        String address = "http://localhost:8080/v1/me?a=%2F";
        Reply otherBody = reply(address, digest(), signature(), "{\"data\":1}");
        Reply otherQuery = reply("http://localhost:8080/v1/me?a=1", digest(), signature(), BODY);
        Reply otherHost = reply("http://localhost:8081/v1/me?a=%2F", digest(), signature(), BODY);
        Reply unsigned = reply(address, digest(), "", BODY);
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThat(List.of(otherBody, otherQuery, otherHost, unsigned))
                .noneMatch(reply -> ResponseSignature.isValid(reply, shown(keys)));
        assertThat(ResponseSignature.isValid(reply(address, digest(), signature(), BODY), shown(others)))
                .isFalse();
    }
}

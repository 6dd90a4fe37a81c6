package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The proof in every answer, checked as the Go SDK does once it knows the account's public key. */
final class SignedAnswers {
    private static final Duration LARGEST_DRIFT = Duration.ofMinutes(5);

    private final String publicKey;
    private final InstantSource clock;

    /** Checks with a key in hexadecimal, by that clock. */
    SignedAnswers(String publicKey, InstantSource clock) {
        this.publicKey = publicKey;
        this.clock = clock;
    }

    /** Fails unless the account has signed the answer to what was asked. */
    Reply verify(Reply reply) throws GeneralSecurityException {
        String digest = header(reply, "Digest");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(reply.bytes());
        assertThat(digest).isEqualTo("sha-256=" + Base64.getEncoder().encodeToString(hash));

        String date = header(reply, "Date");
        ZonedDateTime signed = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
        assertThat(date).endsWith(" GMT").hasSize("Wed, 09 Jun 2021 16:08:15 GMT".length());
        assertThat(Duration.between(signed.toInstant(), clock.instant()).abs()).isLessThan(LARGEST_DRIFT);

        Map<String, String> parameters = parameters(header(reply, "Keygen-Signature"));
        assertThat(parameters)
                .containsOnlyKeys("keyid", "algorithm", "signature", "headers")
                .containsEntry("algorithm", "ed25519")
                .containsEntry("headers", "(request-target) host date digest");

        URI address = reply.response().request().uri();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String method = reply.response().request().method().toLowerCase(Locale.ROOT);
        String text = String.join(
                "\n",
                List.of(
                        "(request-target): " + method + " " + address.getRawPath() + query,
                        "host: " + address.getRawAuthority(),
                        "date: " + date,
                        "digest: " + digest));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(FileSigning.publicKey(publicKey));
        verifier.update(text.getBytes(StandardCharsets.UTF_8));
        byte[] signature = Base64.getDecoder().decode(parameters.get("signature"));
        assertThat(verifier.verify(signature)).as("signature of %s", text).isTrue();
        return reply;
    }

    private static String header(Reply reply, String name) {
        List<String> values = reply.response().headers().allValues(name);
        assertThat(values).as(name).hasSize(1);
        return values.getFirst();
    }

    /** Split at commas, then at the first equals sign. */
    private static Map<String, String> parameters(String header) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : header.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            assertThat(pair).hasSize(2);
            parameters.put(pair[0], pair[1].replace("\"", ""));
        }
        return parameters;
    }
}

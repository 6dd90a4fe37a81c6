package dev.slipway.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.blob.LinkVerification.Expired;
import dev.slipway.blob.LinkVerification.Tampered;
import dev.slipway.blob.LinkVerification.Valid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SignedLinksTest {
    private static final Instant EXPIRY = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant BEFORE = EXPIRY.minusNanos(1);
    private static final UUID ACCOUNT = new UUID(1, 2);
    private static final UUID ARTIFACT = new UUID(3, -4);
    private static final UUID SUBJECT = new UUID(-5, 6);
    private static final LinkGrant UPLOAD = new LinkGrant.Upload(ACCOUNT, ARTIFACT, SUBJECT, false, EXPIRY);
    private static final LinkGrant DOWNLOAD = new LinkGrant.Download(ACCOUNT, ARTIFACT, new BlobKey(SUBJECT), EXPIRY);

    private final SignedLinks links = links("an installation secret");

    @Test
    void verifiesWhatItSigned() {
        LinkGrant publishing = new LinkGrant.Upload(ACCOUNT, ARTIFACT, SUBJECT, true, EXPIRY);
        for (LinkGrant grant : List.of(UPLOAD, publishing, DOWNLOAD)) {
            String token = links.sign(grant);

            assertThat(token).hasSize(SignedLinks.TOKEN_LENGTH).matches("[A-Za-z0-9_-]+");
            assertThat(links.verify(token, BEFORE)).isEqualTo(new Valid(grant));
        }
    }

    @Test
    void dropsFractionsOfASecond() {
        var grant = new LinkGrant.Upload(ACCOUNT, ARTIFACT, SUBJECT, false, EXPIRY.plusMillis(999));

        assertThat(links.verify(links.sign(grant), BEFORE)).isEqualTo(new Valid(UPLOAD));
    }

    @Test
    void expiresAtTheSecondItNames() {
        String token = links.sign(DOWNLOAD);

        assertThat(links.verify(token, EXPIRY)).isEqualTo(new Expired());
        assertThat(links.verify(token, Instant.MAX)).isEqualTo(new Expired());
    }

    @Test
    void noticesEveryChangedCharacter() {
        String token = links.sign(DOWNLOAD);

        for (int position = 0; position < token.length(); position++) {
            char other = token.charAt(position) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, position) + other + token.substring(position + 1);
            assertThat(links.verify(changed, BEFORE)).as(changed).isEqualTo(new Tampered());
        }
    }

    @Test
    void tellsATamperedTokenFromAnExpiredOne() {
        String token = links.sign(DOWNLOAD);
        String changed = (token.charAt(0) == 'A' ? "B" : "A") + token.substring(1);

        assertThat(links.verify(changed, Instant.MAX)).isEqualTo(new Tampered());
    }

    @Test
    void doesNotTrustAnotherInstallation() {
        assertThat(links("another installation").verify(links.sign(DOWNLOAD), BEFORE))
                .isEqualTo(new Tampered());
    }

    @Test
    void givesEveryGrantItsOwnToken() {
        var tokens = new HashSet<String>();
        for (UUID id : List.of(ACCOUNT, ARTIFACT)) {
            tokens.add(links.sign(new LinkGrant.Upload(id, ARTIFACT, SUBJECT, false, EXPIRY)));
            tokens.add(links.sign(new LinkGrant.Download(id, ARTIFACT, new BlobKey(SUBJECT), EXPIRY)));
            tokens.add(links.sign(new LinkGrant.Upload(id, SUBJECT, ARTIFACT, false, EXPIRY)));
            tokens.add(links.sign(new LinkGrant.Upload(id, ARTIFACT, SUBJECT, false, EXPIRY.plusSeconds(1))));
        }
        assertThat(tokens).hasSize(8);
    }

    @Test
    void neverThrowsAtGarbage() {
        var random = new Random(4711);
        String token = links.sign(UPLOAD);
        for (String text : List.of(
                "",
                "=",
                token + "=",
                token + "A",
                token.substring(1),
                " " + token,
                token.replace('_', '/') + "\n",
                "A".repeat(120),
                "=".repeat(120),
                "\u00e9".repeat(120),
                "A".repeat(1 << 20))) {
            assertThat(links.verify(text, BEFORE)).isEqualTo(new Tampered());
        }
        for (int round = 0; round < 1000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertThat(links.verify(Base64.getUrlEncoder().encodeToString(bytes), BEFORE))
                    .isEqualTo(new Tampered());
            assertThat(links.verify(new String(bytes, StandardCharsets.ISO_8859_1), BEFORE))
                    .isEqualTo(new Tampered());
        }
    }

    @Test
    void refusesAShortSecret() {
        assertThatThrownBy(() -> new SignedLinks(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }

    private static SignedLinks links(String secret) {
        return new SignedLinks(secret.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.slipway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void makesTheSecretOnceAndForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("secret.key");
        InstallationSecret first = InstallationSecret.inFile(file, RANDOM);
        InstallationSecret second = InstallationSecret.inFile(file, RANDOM);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(second.hash("account", "key")).isEqualTo(first.hash("account", "key"));
        assertThat(second.open(first.seal("text", "here"), "here")).isEqualTo("text");
    }

    @Test
    void hashesDependOnSecretAndAccount() {
        InstallationSecret one = InstallationSecret.of("a".repeat(32), RANDOM);
        InstallationSecret other = InstallationSecret.of("b".repeat(32), RANDOM);

        assertThat(List.of(one.hash("x", "key"), one.hash("y", "key"), one.hash("x", "other"), other.hash("x", "key")))
                .doesNotHaveDuplicates();
        assertThat(one.derive("links")).isNotEqualTo(one.derive("hashes")).hasSize(32);
    }

    @Test
    void opensASealedValueOnlyWithItsSecretAndInItsPlace() {
        InstallationSecret secret = InstallationSecret.of("a".repeat(32), RANDOM);
        String sealed = secret.seal("LICENSE-KEY", "license 1");

        assertThat(sealed).doesNotContain("LICENSE").isNotEqualTo(secret.seal("LICENSE-KEY", "license 1"));
        assertThat(secret.open(sealed, "license 1")).isEqualTo("LICENSE-KEY");
        assertThatThrownBy(() -> secret.open(sealed, "license 2"))
                .isInstanceOf(InstallationSecret.WrongSecretException.class);
        assertThatThrownBy(() -> InstallationSecret.of("b".repeat(32), RANDOM).open(sealed, "license 1"))
                .isInstanceOf(InstallationSecret.WrongSecretException.class);
    }

    @Test
    void refusesASecretFileThatIsTooShort() throws IOException {
        Path file = Files.writeString(folder.resolve("short.key"), "short\n");

        assertThatThrownBy(() -> InstallationSecret.inFile(file, RANDOM)).hasMessageContaining("shorter than 32");
    }

    @Test
    void tellsPasswordsApart() {
        Passwords passwords = new Passwords(RANDOM, Passwords.Cost.SAFE);
        String hash = passwords.hash("correct horse");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("horse");
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("correct Horse", hash)).isFalse();
        assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
    }

    @Test
    void makesIdsThatSortAsTheyAreMade() {
        InstantSource stopped = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
        Ids ids = new Ids(stopped, RANDOM);

        List<String> made = Stream.generate(ids::next).limit(10_000).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made).allSatisfy(id -> {
            assertThat(UUID.fromString(id).version()).isEqualTo(7);
            assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        });
    }
}

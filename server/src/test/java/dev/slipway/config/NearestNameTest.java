package dev.slipway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("port", "host", "public-url", "tls-key");

    @Test
    void findsSwappedMissingAddedAndReplacedLetters() {
        assertThat(NearestName.of("prot", KNOWN)).contains("port");
        assertThat(NearestName.of("hst", KNOWN)).contains("host");
        assertThat(NearestName.of("publicurl", KNOWN)).contains("public-url");
        assertThat(NearestName.of("tls-keys", KNOWN)).contains("tls-key");
        assertThat(NearestName.of("pert", KNOWN)).contains("port");
    }

    @Test
    void adviseNothingWhenNothingIsNear() {
        assertThat(NearestName.of("", KNOWN)).isEmpty();
        assertThat(NearestName.of("storage", KNOWN)).isEmpty();
    }
}

package dev.slipway.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlobKeyTest {
    @Test
    void readsTheTextItWrites() {
        var key = new BlobKey(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

        assertThat(BlobKey.parse(key.toString())).contains(key);
        assertThat(key).hasToString("01890a5d-ac96-774b-bcce-b302099a8057");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../../../../../../../../../etc/passwd",
                "/1890a5d-ac96-774b-bcce-b302099a8057",
                "01890a5d-ac96-774b-bcce-b302099a80/7",
                "01890a5d-ac96-774b-bcce-b302099a80..",
                "01890a5d-ac96-774b-bcce-b302099a805\0",
                "01890A5D-AC96-774B-BCCE-B302099A8057",
                "01890a5dac96774bbcceb302099a8057",
                " 1890a5d-ac96-774b-bcce-b302099a8057",
                "01890a5d-ac96-774b-bcce-b302099a8057 ",
                "1890a5d-ac96-774b-bcce-0b302099a8057",
                "0\u0661890a5d-ac96-774b-bcce-b302099a8057"
            })
    void refusesEverythingElse(String text) {
        assertThat(BlobKey.parse(text)).isEmpty();
    }
}

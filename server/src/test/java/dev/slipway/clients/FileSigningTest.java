package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Known values, so that what the suites send is what the tools send. */
class FileSigningTest {
    static final byte[] FILE = "hello slipway\n".getBytes(StandardCharsets.UTF_8);
    static final String PRODUCT = "2313b7e7-1ea6-4a01-901e-2931de6bb1e2";
    static final String CHECKSUM =
            "r5fybY0mWciEUvwTJ6NtNP7F0ED6takrOHyByTCMHjQU6igqC2gY9n0QwOEEbQA7EcYNMmaYeloRqBee6AFJng";
    static final String SIGNATURE =
            "/EMid9LSZVdFa5ZrKzeNj7ZKz9kYwoTtE+EUQiKIH6KahXZk5sr6wtTGZiVemYRRmD8uSMm2S86W5rLcKtetBg";

    @Test
    void digestsAFile() throws Exception {
        assertThat(FileSigning.checksum(FILE)).isEqualTo(CHECKSUM);
    }

    @Test
    void signsAFileForAProduct() throws Exception {
        assertThat(FileSigning.sign(FILE, PRODUCT)).isEqualTo(SIGNATURE);
    }

    @Test
    void acceptsTheSignatureForThatFileAndProductOnly() throws Exception {
        byte[] other = "hello slipwaY\n".getBytes(StandardCharsets.UTF_8);

        assertThat(FileSigning.isSigned(FILE, PRODUCT, SIGNATURE)).isTrue();
        assertThat(FileSigning.isSigned(other, PRODUCT, SIGNATURE)).isFalse();
        assertThat(FileSigning.isSigned(FILE, "another product", SIGNATURE)).isFalse();
    }
}

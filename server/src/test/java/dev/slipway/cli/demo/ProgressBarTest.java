package dev.slipway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private void transfer(boolean interactive, boolean colored, Charset charset) {
        Terminal terminal = new Terminal(new PrintStream(written, true, charset), 80, interactive, colored);
        ProgressBar progress = new ProgressBar(terminal, () -> Instant.EPOCH, "uploading", 10 << 20);
        for (int i = 0; i < 10 << 10; i++) {
            progress.advance(1 << 10);
        }
    }

    private String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesALineForEachQuarterWhereNobodyWatches() {
        transfer(false, false, StandardCharsets.UTF_8);

        assertThat(output().lines())
                .containsExactly(
                        "  uploading  25 %  2.5 MiB of 10.0 MiB",
                        "  uploading  50 %  5.0 MiB of 10.0 MiB",
                        "  uploading  75 %  7.5 MiB of 10.0 MiB",
                        "  uploading 100 %  10.0 MiB of 10.0 MiB in 0.00 s");
    }

    @Test
    void drawsOneLineAgainAndAgainOnATerminal() {
        transfer(true, true, StandardCharsets.UTF_8);

        assertThat(output()).endsWith("in 0.00 s" + System.lineSeparator());
        assertThat(output().split("\r", -1))
                .hasSize(102)
                .allMatch(drawn -> drawn.strip().lines().count() <= 1);
        assertThat(output().replaceAll("\u001b\\[[0-9;]*m", "").split("\r", -1))
                .allMatch(drawn -> drawn.strip().length() <= 80);
    }

    @Test
    void drawsWithPlainCharactersWhereThereAreNoOthers() {
        transfer(true, false, StandardCharsets.US_ASCII);

        assertThat(output()).contains("####").doesNotContain("?", "\u001b");
    }
}

package dev.slipway.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** How far a transfer has come: a bar that is drawn again on a terminal, a line per quarter elsewhere. */
final class ProgressBar {
    private static final int WHOLE = 100;
    private static final int QUARTER = 25;
    private static final double MEBIBYTE = 1 << 20;

    private final Terminal terminal;
    private final InstantSource clock;
    private final String label;
    private final long total;
    private final Instant begun;
    private long done;
    private int shown = -1;

    /**
     * A transfer that begins now.
     *
     * @param total how many bytes there are to transfer
     */
    ProgressBar(Terminal terminal, InstantSource clock, String label, long total) {
        this.terminal = terminal;
        this.clock = clock;
        this.label = label;
        this.total = total;
        this.begun = clock.instant();
        advance(0);
    }

    /** Notes that this many more bytes are through. */
    void advance(long bytes) {
        done += bytes;
        int percent = total == 0 ? WHOLE : (int) Math.min(WHOLE, done * WHOLE / total);
        if (terminal.interactive() ? percent > shown : percent / QUARTER > shown / QUARTER && percent >= QUARTER) {
            shown = percent;
            show(percent);
        }
    }

    private void show(int percent) {
        String figures = "%3d %%  %s of %s".formatted(percent, mebibytes(Math.min(done, total)), mebibytes(total));
        String time = percent < WHOLE ? "" : " in " + seconds(Duration.between(begun, clock.instant()));
        if (!terminal.interactive()) {
            terminal.line("  " + label + " " + figures + time);
            return;
        }
        int room = terminal.width() - label.length() - figures.length() - time.length() - 6;
        int length = Math.clamp(room, 0, 40);
        int filled = length * percent / WHOLE;
        String bar = terminal.styled(
                        Terminal.Style.GOOD, terminal.symbol("█", "#").repeat(filled))
                + terminal.styled(Terminal.Style.DIM, terminal.symbol("░", "-").repeat(length - filled));
        terminal.out().print("\r  " + label + " " + bar + " " + figures + time);
        if (percent == WHOLE) {
            terminal.blank();
        }
        terminal.out().flush();
    }

    /** A number of bytes in MiB. */
    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1e3);
    }
}

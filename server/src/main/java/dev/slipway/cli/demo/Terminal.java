package dev.slipway.cli.demo;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Where the story is told.
 *
 * @param out where the text goes
 * @param width how many characters a line holds
 * @param interactive whether a person watches, so that a line can be drawn again
 * @param colored whether colors may be used
 */
public record Terminal(PrintStream out, int width, boolean interactive, boolean colored) {
    private static final int USUAL_WIDTH = 80;
    private static final int WIDEST = 120;

    /** What the program was started in. Colors are only for terminals, and only without {@code NO_COLOR}. */
    public static Terminal detect(PrintStream out, Map<String, String> environment) {
        boolean onTerminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        boolean interactive = onTerminal
                && !"dumb".equals(environment.getOrDefault("TERM", "dumb").toLowerCase(Locale.ROOT));
        boolean colored =
                interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        int width = interactive
                ? Math.clamp(new UsageMessageSpec().autoWidth(true).width(), USUAL_WIDTH, WIDEST)
                : USUAL_WIDTH;
        return new Terminal(out, width, interactive, colored);
    }

    /** Ways to set off a piece of text. */
    enum Style {
        BOLD("1"),
        DIM("2"),
        GOOD("32"),
        BAD("1;31"),
        ACTOR("1;36");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    void line(String text) {
        out.println(text);
    }

    void blank() {
        out.println();
    }

    String styled(Style style, String text) {
        return colored ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    /** The first text where the output can show it, else the plain one. */
    String symbol(String pretty, String plain) {
        return out.charset().newEncoder().canEncode(pretty) ? pretty : plain;
    }

    /** Writes a paragraph, broken between words. */
    void paragraph(String indent, String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && indent.length() + line.length() + 1 + word.length() > width) {
                line(indent + styled(Style.DIM, line.toString()));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(indent + styled(Style.DIM, line.toString()));
    }

    /** The text, cut to a length and then marked as cut. */
    String shortened(@Nullable String text, int length) {
        String whole = text == null ? "" : text;
        String mark = symbol("…", "~");
        return whole.length() <= length ? whole : whole.substring(0, length - mark.length()) + mark;
    }
}

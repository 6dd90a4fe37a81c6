package dev.slipway.cli.demo;

import dev.slipway.cli.demo.Step.Result;
import dev.slipway.cli.demo.Terminal.Style;
import java.util.List;

/** The table at the end: each step, what was expected of it, what came of it. */
final class Summary {
    private static final String GAP = "  ";
    private static final int NUMBER = 4;
    private static final int VERDICT = 6;

    private final Terminal terminal;

    Summary(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(List<Result> results) {
        int step =
                results.stream().mapToInt(result -> name(result).length()).max().orElse(0);
        int expected = results.stream()
                .mapToInt(result -> result.step().expected().length())
                .max()
                .orElse(0);
        int got = Math.max(
                4,
                Math.min(
                        results.stream()
                                .mapToInt(result -> result.got().length())
                                .max()
                                .orElse(0),
                        terminal.width() - NUMBER - step - expected - 3 * GAP.length() - VERDICT));
        terminal.blank();
        terminal.line(terminal.styled(
                Style.BOLD, "    " + padded("Step", step) + padded("Expected", expected) + padded("Got", got) + "OK"));
        terminal.line(terminal.styled(
                Style.DIM,
                "    "
                        + terminal.symbol("─", "-")
                                .repeat(step + expected + got + 3 * GAP.length() + VERDICT - NUMBER)));
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            terminal.line("%2d  ".formatted(i + 1)
                    + padded(name(result), step)
                    + padded(result.step().expected(), expected)
                    + padded(terminal.shortened(result.got(), got), got)
                    + verdict(result));
        }
        terminal.blank();
        terminal.line(conclusion(results));
    }

    private static String name(Result result) {
        return result.step().actor() + " " + result.step().title();
    }

    private static String padded(String text, int length) {
        return text + " ".repeat(Math.max(0, length - text.length())) + GAP;
    }

    private String verdict(Result result) {
        if (!result.reached()) {
            return terminal.styled(Style.DIM, "-");
        }
        return result.holds()
                ? terminal.styled(Style.GOOD, terminal.symbol("✓", "yes"))
                : terminal.styled(Style.BAD, terminal.symbol("✗", "NO"));
    }

    private String conclusion(List<Result> results) {
        int held = (int) results.stream().filter(Result::holds).count();
        if (held == results.size()) {
            return terminal.styled(Style.GOOD, "All " + held + " steps hold.");
        }
        int after = results.size() - held - 1;
        String missed =
                after == 0 ? "" : after == 1 ? " 1 step was not reached." : " " + after + " steps were not reached.";
        return terminal.styled(Style.BAD, "Step " + (held + 1) + " does not hold.") + missed;
    }
}

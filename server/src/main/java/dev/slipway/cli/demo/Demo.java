package dev.slipway.cli.demo;

import dev.slipway.cli.demo.Step.Result;
import dev.slipway.cli.demo.Terminal.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays the story against a server and tells it step by step. */
public final class Demo {
    private final Terminal terminal;
    private final Sender sender;
    private final InstantSource clock;

    /** Tells on this terminal and asks through this sender. */
    public Demo(Terminal terminal, Sender sender, InstantSource clock) {
        this.terminal = terminal;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * The server and its administrator.
     *
     * @param url the server's address without a slash at the end
     */
    public record Cast(String url, String email, String password) {}

    /**
     * Plays the month before, and says in a line for each part what there is now.
     *
     * @return a customer, or null when the month did not go as it should
     */
    public Backstory.@Nullable Customer recall(Cast cast, Backstory month) throws InterruptedException {
        terminal.line(terminal.styled(Style.BOLD, "Once upon a time"));
        terminal.paragraph(
                "",
                "The server's clock starts a month ago and is turned from day to day, while a small vendor makes releases and"
                        + " customers use them, all over HTTP. So every page has something to show.");
        terminal.blank();
        try {
            return month.play(
                    cast,
                    line -> terminal.line(
                            "  " + terminal.styled(Style.GOOD, terminal.symbol("✓", "ok:")) + " " + line));
        } catch (StepFailed e) {
            return blame(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return blame(told(e));
        }
    }

    private Backstory.@Nullable Customer blame(String got) {
        terminal.paragraph("  ", terminal.symbol("✗", "NOT OK:") + " " + got);
        return null;
    }

    /** What to say of a connection that failed, unless that is because the program shall end. */
    private static String told(IOException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        }
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }

    /**
     * Plays all steps, or those up to the first that does not hold.
     *
     * @param folder an existing folder for files that are sent and fetched
     * @return whether every step holds
     */
    public boolean play(Cast cast, Path folder) throws InterruptedException {
        terminal.blank();
        terminal.line(terminal.styled(Style.BOLD, "Slipway ships itself"));
        terminal.paragraph(
                "",
                "A server runs at " + cast.url()
                        + " on a fresh data folder. A vendor and two customers use it over HTTP."
                        + " Each command below says what is really sent.");
        List<Step> steps = new Story(new Stage(terminal, sender, clock), cast, folder).steps();
        List<Result> results = new ArrayList<>();
        boolean holds = true;
        for (Step step : steps) {
            if (holds) {
                introduce(step, results.size() + 1);
                Result result = run(step);
                results.add(result);
                holds = result.holds();
                conclude(result);
            } else {
                results.add(new Result(step, ""));
            }
        }
        new Summary(terminal).show(results);
        return holds;
    }

    private void introduce(Step step, int number) {
        terminal.blank();
        String heading = "%2d  %s %s"
                .formatted(
                        number, terminal.styled(Style.ACTOR, step.actor()), terminal.styled(Style.BOLD, step.title()));
        terminal.line(heading);
        terminal.paragraph("    ", step.reason());
    }

    private static Result run(Step step) throws InterruptedException {
        try {
            return new Result(step, step.action().run());
        } catch (StepFailed e) {
            return new Result(step, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Result(step, told(e));
        }
    }

    private void conclude(Result result) {
        terminal.blank();
        if (result.holds()) {
            terminal.line("  " + terminal.styled(Style.GOOD, terminal.symbol("✓", "ok:") + " " + result.got()));
        } else {
            String cross = terminal.symbol("✗", "NOT OK:");
            terminal.line("  "
                    + terminal.styled(
                            Style.BAD, cross + " expected: " + result.step().expected()));
            terminal.line("  " + terminal.styled(Style.BAD, "  came instead: " + result.got()));
        }
    }
}

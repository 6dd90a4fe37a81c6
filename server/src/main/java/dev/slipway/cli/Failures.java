package dev.slipway.cli;

import dev.slipway.config.SettingsException;
import dev.slipway.http.PortTakenException;
import dev.slipway.problem.Fault;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.secret.InstallationSecret.WrongSecretException;
import dev.slipway.store.DatabaseUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** What an operator reads when a command fails: what is wrong and, where known, what to do. No stack traces for that. */
final class Failures {
    private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Tells the operator, and returns the exit code. */
    static int report(Throwable failure, PrintWriter err) {
        Throwable cause = failure instanceof CommandLine.ExecutionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        switch (cause) {
            case SettingsException settings -> {
                complain(err, settings.problems());
                return CommandLine.ExitCode.USAGE;
            }
            case PortTakenException taken ->
                complain(
                        err,
                        List.of(
                                taken.getMessage(),
                                "Choose another with --port or SLIPWAY_PORT, or stop that program."));
            case DatabaseUnavailableException unavailable ->
                complain(err, List.of(String.valueOf(unavailable.getMessage())));
            case WrongSecretException wrong ->
                complain(
                        err,
                        List.of(
                                String.valueOf(wrong.getMessage()),
                                "Give the secret this data was made with: SLIPWAY_SECRET, or secret.key in the data folder."));
            case Refusal refusal ->
                complain(err, refusal.faults().stream().map(Failures::sentence).toList());
            case IOException io -> complain(err, List.of(String.valueOf(io.getMessage())));
            default -> LOGGER.error("The command failed", cause);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String sentence(Fault fault) {
        return fault.source() instanceof Source.Attribute attribute
                ? attribute.name() + " " + fault.detail()
                : fault.detail();
    }

    private static void complain(PrintWriter err, List<String> lines) {
        lines.forEach(line -> err.println("slipway: " + line));
        err.flush();
    }
}

package dev.slipway.cli;

import picocli.CommandLine.ParseResult;

/** What a command does once its arguments are parsed. */
@FunctionalInterface
interface Command {
    /** Runs and returns the exit code. */
    int run(ParseResult arguments) throws Exception;
}

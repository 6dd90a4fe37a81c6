package dev.slipway.cli;

import dev.slipway.Environment;
import dev.slipway.cli.demo.Terminal;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The program. Exit codes: 0 done, 1 failed, 2 wrong usage or settings. */
public final class Main {
    private Main() {}

    /** Runs the command that the arguments name. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        CommandSpec program = CommandSpec.create();
        program.name("slipway").version(version()).mixinStandardHelpOptions(true);
        program.usageMessage().description("A self-hosted server that ships licensed software.");
        program.addSubcommand("serve", new ServeCommand(environment).spec());
        program.addSubcommand("account", AccountCommands.spec(environment));
        program.addSubcommand("token", TokenCommands.spec(environment));
        program.addSubcommand(
                "demo",
                new DemoCommand(
                                () -> Terminal.detect(System.out, environment),
                                Environment.real(),
                                UnaryOperator.identity())
                        .spec());
        return prepared(new CommandLine(program));
    }

    /** Has a command line run {@link Command}s and report their failures. */
    static CommandLine prepared(CommandLine commandLine) {
        commandLine.setExecutionStrategy(Main::run);
        commandLine.setExecutionExceptionHandler(
                (failure, command, parsed) -> Failures.report(failure, command.getErr()));
        return commandLine;
    }

    private static int run(CommandLine.ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        CommandLine.ParseResult named = parsed;
        while (named.hasSubcommand()) {
            named = named.subcommand();
        }
        if (!(named.commandSpec().userObject() instanceof Command command)) {
            named.commandSpec()
                    .commandLine()
                    .usage(named.commandSpec().commandLine().getErr());
            return CommandLine.ExitCode.USAGE;
        }
        try {
            return command.run(named);
        } catch (Exception e) {
            throw new CommandLine.ExecutionException(named.commandSpec().commandLine(), "failed", e);
        }
    }

    private static String version() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return "Slipway " + (version == null ? "(not packaged)" : version);
    }
}

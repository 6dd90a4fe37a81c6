package dev.slipway.cli;

import dev.slipway.Environment;
import dev.slipway.Slipway;
import dev.slipway.config.Settings;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code slipway token …}. */
final class TokenCommands {
    private TokenCommands() {}

    static CommandSpec spec(Map<String, String> environment) {
        CommandSpec tokens = CommandSpec.create().mixinStandardHelpOptions(true);
        tokens.usageMessage().description("Manage tokens without signing in.");
        Command create = arguments -> create(arguments, environment);
        CommandSpec command = CommandSpec.wrapWithoutInspection(create).mixinStandardHelpOptions(true);
        command.usageMessage()
                .description("Print a new token of an administrator of an account. The server may be running.");
        command.addOption(OptionSpec.builder("--role")
                .type(String.class)
                .paramLabel("ROLE")
                .defaultValue("admin")
                .description("Whose token: admin.")
                .build());
        command.addOption(OptionSpec.builder("--account")
                .type(String.class)
                .paramLabel("SLUG")
                .description("The account; without it, the default one.")
                .build());
        SettingsOptions.addTo(command);
        tokens.addSubcommand("create", command);
        return tokens;
    }

    private static int create(ParseResult arguments, Map<String, String> environment) throws Exception {
        Settings settings = SettingsOptions.read(arguments, environment);
        String role = arguments.matchedOptionValue("--role", "admin");
        try (Slipway slipway = Slipway.open(settings, Environment.real())) {
            String account = arguments.matchedOptionValue("--account", settings.accountSlug());
            arguments.commandSpec().commandLine().getOut().println(slipway.issueOperatorToken(account, role));
            return 0;
        }
    }
}

package dev.slipway.cli;

import dev.slipway.Environment;
import dev.slipway.Slipway;
import dev.slipway.access.Accounts;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code slipway account …}. */
final class AccountCommands {
    private AccountCommands() {}

    static CommandSpec spec(Map<String, String> environment) {
        CommandSpec accounts = CommandSpec.create().mixinStandardHelpOptions(true);
        accounts.usageMessage().description("Manage the accounts of this installation.");
        Command create = arguments -> create(arguments, environment);
        CommandSpec command = CommandSpec.wrapWithoutInspection(create).mixinStandardHelpOptions(true);
        command.usageMessage()
                .description("Make one more account with its first administrator. The server may be running.");
        command.addOption(required("--slug", "The account's name in addresses."));
        command.addOption(required("--email", "The administrator's e-mail address."));
        command.addOption(required("--password", "The administrator's password, 6 to 72 bytes."));
        command.addOption(OptionSpec.builder("--domain")
                .type(String.class)
                .paramLabel("VALUE")
                .description("The host name that means this account in addresses that name none.")
                .build());
        SettingsOptions.addTo(command);
        accounts.addSubcommand("create", command);
        return accounts;
    }

    private static OptionSpec required(String name, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel("VALUE")
                .required(true)
                .description(description)
                .build();
    }

    private static int create(ParseResult arguments, Map<String, String> environment) throws Exception {
        try (Slipway slipway = Slipway.open(SettingsOptions.read(arguments, environment), Environment.real())) {
            Accounts.Admin admin = new Accounts.Admin(
                    arguments.matchedOptionValue("--email", ""),
                    arguments.matchedOptionValue("--password", ""),
                    null,
                    null);
            Accounts.Created created = slipway.accounts()
                    .create(
                            new Accounts.Draft(
                                    arguments.matchedOptionValue("--slug", ""),
                                    null,
                                    arguments.matchedOptionValue("--domain", ""),
                                    null,
                                    true,
                                    List.of(admin)),
                            "operator");
            arguments
                    .commandSpec()
                    .commandLine()
                    .getOut()
                    .println(created.account().id());
            return 0;
        }
    }
}

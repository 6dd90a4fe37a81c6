package dev.slipway.cli;

import dev.slipway.Environment;
import dev.slipway.Slipway;
import dev.slipway.access.Accounts;
import dev.slipway.config.Settings;
import dev.slipway.model.User;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code slipway serve}: serves until the process is told to stop. */
final class ServeCommand implements Command {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServeCommand.class);
    private static final String USUAL_ADMIN = "admin@slipway.local";

    private final Map<String, String> environment;

    ServeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    CommandSpec spec() {
        CommandSpec command = CommandSpec.wrapWithoutInspection(this).mixinStandardHelpOptions(true);
        command.usageMessage()
                .description("Serve the API until stopped. On an empty data folder, make everything first.");
        SettingsOptions.addTo(command);
        return command;
    }

    @Override
    public int run(ParseResult arguments) throws Exception {
        Settings settings = SettingsOptions.read(arguments, environment);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Slipway slipway = Slipway.open(settings, Environment.real())) {
            Optional<String> code = bootstrap(slipway, settings);
            slipway.serve();
            code.ifPresent(each -> showFirstRun(each, browserAddress(settings, slipway.port())));
            CountDownLatch asked = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                asked.countDown();
                // The virtual machine halts when its hooks are done: wait for the requests in flight.
                await(stopped);
            }));
            LOGGER.atInfo()
                    .addKeyValue("server.address", address(settings, slipway.port()))
                    .addKeyValue("server.data", settings.data().toAbsolutePath())
                    .log("Slipway serves");
            await(asked);
            LOGGER.info("Slipway stops: requests in flight are finished first");
        } finally {
            LOGGER.info("Slipway has stopped");
            stopped.countDown();
        }
        return 0;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String address(Settings settings, int port) {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return (settings.tls().isPresent() ? "https://" : "http://") + host + ":" + port;
    }

    /** Where a browser finds the server: as the operator says or, on every address, on this machine. */
    private static String browserAddress(Settings settings, int port) {
        String local =
                address(settings, port).replace("://0.0.0.0:", "://localhost:").replace("://[::]:", "://localhost:");
        return settings.publicUrl().map(URI::toString).orElse(local);
    }

    /**
     * Makes the first account and its administrator. A password that nobody gave is shown here and nowhere else.
     *
     * @return what it takes to choose another password in a browser, where nobody gave one
     */
    private static Optional<String> bootstrap(Slipway slipway, Settings settings) {
        boolean given = settings.adminPassword().isPresent();
        String password = settings.adminPassword().orElseGet(ServeCommand::freshPassword);
        Optional<Accounts.Created> created =
                slipway.accounts().bootstrap(settings.adminEmail().orElse(USUAL_ADMIN), password);
        if (created.isEmpty() || given) {
            return Optional.empty();
        }
        User admin = created.get().admins().getFirst();
        System.err.printf(
                "%nThe first administrator has been made. The password is shown only this once:%n%n"
                        + "    e-mail    %s%n    password  %s%n%n",
                admin.email(), password);
        return Optional.of(slipway.firstRun().offer(created.get().account(), admin));
    }

    private static void showFirstRun(String code, String address) {
        System.err.printf(
                "%nTo choose your own e-mail address and password, open this in a browser, once and within a day:%n%n"
                        + "    %s/first-run?code=%s%n%n",
                address, code);
    }

    private static String freshPassword() {
        byte[] drawn = new byte[15];
        new SecureRandom().nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }
}

package dev.slipway.cli;

import dev.slipway.Environment;
import dev.slipway.Slipway;
import dev.slipway.cli.demo.Backstory;
import dev.slipway.cli.demo.Demo;
import dev.slipway.cli.demo.HookReceiver;
import dev.slipway.cli.demo.Sender;
import dev.slipway.cli.demo.Terminal;
import dev.slipway.cli.demo.TurnedClock;
import dev.slipway.config.Logging;
import dev.slipway.config.Settings;
import dev.slipway.config.SettingsException;
import dev.slipway.config.SettingsLoader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code slipway demo}: a server of its own on a fresh data folder, and a vendor and customers who use it.
 *
 * <p>Settings from the environment and from files are left aside, so that it cannot touch the data of an installation.
 */
final class DemoCommand implements Command {
    private static final String EMAIL = "demo@slipway.local";
    private static final String HOST = "127.0.0.1";
    private static final int INTERRUPTED = 130;

    private final Supplier<Terminal> terminals;
    private final Environment environment;
    private final UnaryOperator<Sender> network;

    /**
     * A demonstration.
     *
     * @param terminals where it is told
     * @param network what stands between the actors and the server; a test may
     */
    DemoCommand(Supplier<Terminal> terminals, Environment environment, UnaryOperator<Sender> network) {
        this.terminals = terminals;
        this.environment = environment;
        this.network = network;
    }

    CommandSpec spec() {
        CommandSpec command = CommandSpec.wrapWithoutInspection(this).mixinStandardHelpOptions(true);
        command.usageMessage()
                .description("Start a server on a fresh data folder, play a vendor and customers against it over HTTP,"
                        + " and show the curl command of every step. Then serve until stopped."
                        + " Settings from the environment are left aside.");
        command.addOption(OptionSpec.builder("--data")
                .type(Path.class)
                .paramLabel("DIR")
                .description("An empty or new folder to keep the data in. Default: a temporary one.")
                .build());
        command.addOption(OptionSpec.builder("--port")
                .type(String.class)
                .paramLabel("N")
                .description("The port to listen on. Default: any free one.")
                .build());
        command.addOption(OptionSpec.builder("--exit")
                .type(boolean.class)
                .description("Exit after the last step, and delete a temporary data folder.")
                .build());
        return command;
    }

    /** Where everything is kept; {@code files} goes when the program does. */
    private record Folders(Path temporary, Path files, Path data, boolean dataIsGiven) {}

    @Override
    public int run(ParseResult arguments) throws Exception {
        @Nullable Path given = arguments.matchedOptionValue("--data", (Path) null);
        if (given != null) {
            refuseWhatIsNotEmpty(given);
        }
        boolean exits = arguments.hasMatchedOption("--exit");
        String port = arguments.matchedOptionValue("--port", "0");
        Path temporary = Files.createTempDirectory("slipway-demo-");
        Folders folders = new Folders(
                temporary,
                Files.createDirectory(temporary.resolve("files")),
                given == null ? temporary.resolve("data") : given,
                given != null);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread itself = Thread.currentThread();
        Thread hook = Thread.ofPlatform().unstarted(() -> {
            itself.interrupt();
            // The virtual machine halts when its hooks are done: wait until the server has stopped.
            await(stopped);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        boolean keepsData = false;
        try {
            int code = serveAndPlay(settings(folders.data(), port), folders, exits);
            keepsData = !exits;
            return code;
        } catch (InterruptedException _) {
            return INTERRUPTED;
        } finally {
            // Whoever has interrupted is answered by now, and tidying up must not fail for it.
            Thread.interrupted();
            try {
                delete(folders.files());
                if (!keepsData || folders.dataIsGiven()) {
                    delete(folders.temporary());
                }
            } finally {
                stopped.countDown();
                forget(hook);
            }
        }
    }

    private static void refuseWhatIsNotEmpty(Path data) throws IOException, SettingsException {
        if (!Files.exists(data)) {
            return;
        }
        if (!Files.isDirectory(data)) {
            throw new SettingsException(
                    List.of("--data: expected an empty or new folder, but '" + data + "' is a file"));
        }
        try (Stream<Path> entries = Files.list(data)) {
            if (entries.findAny().isPresent()) {
                throw new SettingsException(List.of("--data: expected an empty or new folder, but '" + data
                        + "' holds something. The demo leaves existing data alone; name another folder."));
            }
        }
    }

    private static Settings settings(Path data, String port) throws SettingsException {
        Settings settings = SettingsLoader.load(
                Map.of(
                        "host",
                        HOST,
                        "port",
                        port,
                        "data",
                        data.toString(),
                        "log-level",
                        "warn",
                        "webhook-addresses",
                        HOST + "/32",
                        // All customers share one address, and a month passes in seconds.
                        "cryptlex-max-requests",
                        "0"),
                Map.of());
        Logging.configure(settings.logFormat(), settings.logLevel());
        return settings;
    }

    private int serveAndPlay(Settings settings, Folders folders, boolean exits)
            throws IOException, InterruptedException {
        Terminal terminal = terminals.get();
        TurnedClock clock = new TurnedClock(environment.clock(), Backstory.LENGTH);
        try (HookReceiver hooks = HookReceiver.open();
                Slipway slipway = Slipway.open(
                        settings,
                        new Environment(clock, environment.random(), environment.files(), environment.passwordCost()));
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            String password = freshPassword();
            slipway.accounts().bootstrap(EMAIL, password);
            slipway.serve();
            Demo.Cast cast = new Demo.Cast("http://" + HOST + ":" + slipway.port(), EMAIL, password);
            Sender sender = network.apply(client::send);
            Demo demo = new Demo(terminal, sender, environment.clock());
            Backstory.@Nullable Customer customer = demo.recall(cast, new Backstory(sender, clock, clock::turn, hooks));
            // Whatever has become of the month, the story is played today.
            clock.turn(Backstory.LENGTH);
            boolean holds = demo.play(cast, folders.files()) && customer != null;
            conclude(terminal, cast, customer, settings, folders, exits);
            if (!exits && holds) {
                terminal.out().printf("%nSlipway keeps serving. Press Ctrl-C to stop it.%n");
                terminal.out()
                        .printf(
                                "The data stay; to serve them again:%n%n  ./slipway serve --data %s%n",
                                settings.data());
                untilInterrupted();
            }
            return holds ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static void conclude(
            Terminal terminal,
            Demo.Cast cast,
            Backstory.@Nullable Customer customer,
            Settings settings,
            Folders folders,
            boolean exits) {
        PrintStream out = terminal.out();
        out.printf("%n  dashboard  %s%n  e-mail     %s%n  password   %s%n", cast.url(), cast.email(), cast.password());
        if (customer != null) {
            out.printf(
                    "%n  portal     %s/portal%n  license    %s%n  or e-mail  %s, with the same password%n",
                    cast.url(), customer.licenseKey(), customer.email());
        }
        String fate = exits && !folders.dataIsGiven() ? " (deleted now)" : "";
        out.println();
        out.println("  data       " + settings.data().toAbsolutePath() + fate);
    }

    private String freshPassword() {
        byte[] drawn = new byte[12];
        environment.random().nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            // The end of the program, which is what was waited for. The server still closes in peace.
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The virtual machine is about to halt, and the hook has done its work.
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}

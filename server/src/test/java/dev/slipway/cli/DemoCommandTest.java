package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Environment;
import dev.slipway.cli.demo.Sender;
import dev.slipway.cli.demo.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {
    private static final Pattern DATA = Pattern.compile("(?m)^ {2}data {7}(\\S+)");

    @TempDir
    private Path folder;

    private final Reader written = new Reader();

    /** Reads what is printed, and looks up the addresses that were printed last while they are served. */
    private static final class Reader extends ByteArrayOutputStream {
        private static final Pattern ADDRESS = Pattern.compile("(?m)^ {2}(?:dashboard|portal) +(\\S+)$");

        private final List<Integer> answers = new ArrayList<>();

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            if (new String(bytes, offset, length, StandardCharsets.UTF_8).startsWith("  data ")) {
                ADDRESS.matcher(toString(StandardCharsets.UTF_8))
                        .results()
                        .forEach(found -> answers.add(status(found.group(1))));
            }
        }

        private static int status(String address) {
            try (HttpClient client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                        .header("Accept", "text/html")
                        .build();
                return client.send(request, BodyHandlers.discarding()).statusCode();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
    }

    /** Yanks nothing: what asks for it gets the release as it is. */
    private record WithoutYanking(Sender network) implements Sender {
        @Override
        public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
                throws IOException, InterruptedException {
            String address = request.uri().toString();
            if (!address.endsWith("/actions/yank")) {
                return network.send(request, handler);
            }
            URI release = URI.create(address.replace("/actions/yank", ""));
            return network.send(
                    HttpRequest.newBuilder(request, (_, _) -> true)
                            .uri(release)
                            .method("GET", BodyPublishers.noBody())
                            .build(),
                    handler);
        }
    }

    private int run(UnaryOperator<Sender> network, String... arguments) {
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        DemoCommand demo = new DemoCommand(() -> new Terminal(out, 80, false, false), Environment.real(), network);
        return Main.prepared(new CommandLine(demo.spec())).execute(arguments);
    }

    private String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private List<String> verdicts(String mark) {
        return output().lines()
                .filter(line -> line.matches("[ 1-9][0-9]  .*  " + mark))
                .toList();
    }

    @Test
    void showsThatEveryStepHoldsAndLeavesNothingBehind() {
        int code = run(UnaryOperator.identity(), "--exit");

        assertThat(output()).contains("All 22 steps hold.").doesNotContain("✗", "\u001b", "\r");
        assertThat(code).isZero();
        assertThat(verdicts("✓")).hasSize(22);
        assertThat(output())
                .contains(
                        "Vendor signs in",
                        "Vendor makes a product",
                        "Vendor makes a token for CI",
                        "Vendor makes the entitlement PRO",
                        "Vendor makes a policy",
                        "Vendor makes a license for Ada",
                        "Vendor makes a license for Ben",
                        "Vendor gives Ada PRO",
                        "CI drafts release 1.0.0",
                        "CI uploads the file of 1.0.0",
                        "CI drafts release 1.1.0 for PRO",
                        "CI uploads the file of 1.1.0",
                        "CI publishes 1.0.0",
                        "CI publishes 1.1.0",
                        "Ada runs 1.0.0 and asks for news",
                        "Ada checks who has answered",
                        "Ben runs 1.0.0 and asks for news",
                        "Anyone asks for news",
                        "Ada downloads 1.1.0",
                        "Ben tries to download 1.1.0",
                        "Vendor yanks 1.1.0",
                        "Ada asks for news once more")
                .contains("uploading 100 %", "downloading 100 %");
        assertThat(output())
                .contains(
                        "2 products, 4 policies",
                        "23 licenses",
                        "2 webhooks, one of which is out of order",
                        "20 releases with 64 files",
                        "downloads and ")
                .containsPattern(
                        "\n {2}dashboard {2}http://127.0.0.1:\\d+\n {2}e-mail {5}demo@slipway.local\n {2}password {3}\\S+\n")
                .containsPattern("\n {2}portal {5}http://127.0.0.1:\\d+/portal\n {2}license {4}\\S+\n");
        assertThat(written.answers).containsExactly(200, 200);
        assertThat(output().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(120));
        assertThat(dataFolder().getParent()).doesNotExist();
    }

    private Path dataFolder() {
        return DATA.matcher(output())
                .results()
                .map(found -> Path.of(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void showsWhatCameInsteadWhenAStepDoesNotHold() {
        int code = run(WithoutYanking::new, "--data", folder.resolve("data").toString());

        assertThat(output())
                .contains("✗ expected: 404", "came instead: 200", "Step 22 does not hold.")
                .doesNotContain("steps hold");
        assertThat(code).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(verdicts("✗")).singleElement().asString().startsWith("22  Ada asks for news once more");
    }

    @Test
    void stopsAtTheFirstStepThatDoesNotHold() {
        int code = run(FailingTransport::new, "--exit", "--port", "0");

        assertThat(output()).contains("came instead: ConnectException refused", "21 steps were not reached.");
        assertThat(code).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(verdicts("-")).hasSize(21);
    }

    /** Reaches nobody. */
    private record FailingTransport(Sender network) implements Sender {
        @Override
        public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
            throw new ConnectException("refused");
        }
    }

    @Test
    void keepsAFolderThatWasGiven() throws IOException {
        Path data = folder.resolve("data");

        run(FailingTransport::new, "--exit", "--port", "0", "--data", data.toString());

        assertThat(dataFolder()).isEqualTo(data);
        assertThat(data.resolve("slipway.db")).isNotEmptyFile();
        try (Stream<Path> entries = Files.list(data)) {
            assertThat(entries.map(entry -> entry.getFileName().toString())).doesNotContain("files");
        }
    }

    @Test
    void refusesAFolderThatHoldsSomething() throws IOException {
        Path note = Files.writeString(folder.resolve("note.txt"), "mine");

        int code = run(UnaryOperator.identity(), "--exit", "--data", folder.toString());

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(output()).isEmpty();
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactly(note);
        }
    }

    @Test
    void refusesAFileAsFolder() throws IOException {
        Path note = Files.writeString(folder.resolve("note.txt"), "mine");

        assertThat(run(UnaryOperator.identity(), "--exit", "--data", note.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(note).hasContent("mine");
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run(UnaryOperator.identity(), "--exit", "--port", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        }
        assertThat(output()).isEmpty();
    }

    @Test
    void refusesAPortThatIsNoNumber() {
        assertThat(run(UnaryOperator.identity(), "--exit", "--port", "many")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(output()).isEmpty();
    }
}

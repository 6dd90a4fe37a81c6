package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Engine;
import dev.slipway.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator reads when the program cannot do what it was told. */
class StartUpTest {
    @TempDir
    Path folder;

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine program =
                Main.commandLine(environment).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exitCode = program.execute(arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());

            Outcome outcome = run(Map.of(), "serve", "--data", data(), "--port", port);

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err())
                    .contains("Port " + port + " on 127.0.0.1 is already taken", "--port or SLIPWAY_PORT")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void namesTheFolderThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        Outcome outcome = run(Map.of(), "serve", "--data", file.resolve("data").toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("data folder", file.toString(), "cannot be made");
    }

    @Test
    void refusesAFolderThatAnotherServerWorksIn() {
        try (TestServer server = TestServer.start(Engine.SQLITE)) {
            Outcome outcome = run(
                    Map.of(), "serve", "--port", "0", "--data", server.data().toString());

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err()).contains("Another Slipway server works in the data folder");
            server.admin().get("/v1/products").expect(200);
        }
    }

    @Test
    void namesTheDatabaseThatCannotBeReached() {
        Outcome outcome = run(
                Map.of("SLIPWAY_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/slipway?password=hunter2"),
                "serve",
                "--data",
                data());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("The PostgreSQL database cannot be reached")
                .doesNotContain("hunter2");
    }

    @Test
    void refusesADatabaseAddressOfAnotherKind() {
        Outcome outcome = run(Map.of(), "serve", "--data", data(), "--database-url", "mysql://localhost/x");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("database-url", "jdbc:postgresql:");
    }

    @Test
    void refusesSettingsItDoesNotKnowAndSaysWhichWasMeant() {
        Outcome outcome = run(Map.of("SLIPWAY_PROT", "1"), "serve", "--data", data());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("SLIPWAY_PROT", "SLIPWAY_PORT");
        assertThat(run(Map.of(), "serve", "--prot", "1").exitCode()).isEqualTo(2);
    }

    @Test
    void refusesDataOfAnotherSecret() {
        Map<String, String> first = Map.of("SLIPWAY_SECRET", "a".repeat(40));
        Map<String, String> second = Map.of("SLIPWAY_SECRET", "b".repeat(40));
        String[] create = {
            "account", "create", "--data", data(), "--slug", "acme", "--email", "a@b.example", "--password", "secret99"
        };
        assertThat(run(first, create).exitCode()).isZero();

        Outcome outcome = run(second, "serve", "--port", "0", "--data", data());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("another installation secret", "SLIPWAY_SECRET");
    }

    @Test
    void makesAccountsAndTokensBesideARunningServer() {
        try (TestServer server = TestServer.start(Engine.SQLITE)) {
            String data = server.data().toString();

            Outcome token = run(Map.of(), "token", "create", "--data", data);
            Outcome account = run(
                    Map.of(),
                    "account",
                    "create",
                    "--data",
                    data,
                    "--slug",
                    "acme",
                    "--email",
                    "a@b.example",
                    "--password",
                    "secret99");
            Outcome again = run(
                    Map.of(),
                    "account",
                    "create",
                    "--data",
                    data,
                    "--slug",
                    "acme",
                    "--email",
                    "a@b.example",
                    "--password",
                    "secret99");

            assertThat(token.exitCode()).isZero();
            server.anonymous()
                    .withToken(token.out().strip())
                    .get("/v1/products")
                    .expect(200);
            assertThat(account.exitCode()).isZero();
            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(again.err()).contains("slug already exists");
        }
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(run(Map.of()).exitCode()).isEqualTo(2);
        assertThat(run(Map.of(), "fly").err()).contains("fly");
        Outcome help = run(Map.of(), "serve", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("--port", "SLIPWAY_PORT", "Default: 8080");
        assertThat(run(Map.of(), "--version").out()).contains("Slipway");
    }
}

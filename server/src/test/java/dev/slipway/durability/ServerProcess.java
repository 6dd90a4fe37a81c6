package dev.slipway.durability;

import dev.slipway.cli.Main;
import dev.slipway.testing.Client;
import dev.slipway.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own, which can be killed at any instant. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("server\\.address=\"(http://[^\"]+)\"");

    private final Process process;
    private final String url;

    private ServerProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts {@code slipway serve} on a data folder and a database, and waits until it serves. */
    static ServerProcess start(Path data, String databaseUrl) throws IOException {
        return start(data, databaseUrl, Map.of());
    }

    /** The same with more of its environment. */
    static ServerProcess start(Path data, String databaseUrl, Map<String, String> environment) throws IOException {
        return start("-XX:SharedArchiveFile=" + KnownClasses.ARCHIVE, data, databaseUrl, environment);
    }

    /** The same with another option for the virtual machine instead of what is known of the classes. */
    static ServerProcess start(String option, Path data, String databaseUrl, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                option,
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                KnownClasses.CLASS_PATH,
                Main.class.getName(),
                "serve",
                "--port",
                "0",
                "--data",
                data.toString()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
        builder.environment().put("SLIPWAY_ADMIN_EMAIL", TestServer.ADMIN_EMAIL);
        builder.environment().put("SLIPWAY_ADMIN_PASSWORD", TestServer.ADMIN_PASSWORD);
        builder.environment().put("SLIPWAY_DATABASE_URL", databaseUrl);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        Process process = builder.start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                Thread.ofVirtual().start(() -> drain(output));
                return new ServerProcess(process, address.group(1));
            }
        }
        throw new IOException("The server did not start:\n" + said);
    }

    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // Nobody reads it, but a full pipe would stop the server.
            }
        } catch (IOException e) {
            // The process is gone.
        }
    }

    Client client() {
        return Client.of(url);
    }

    /** Ends the process as a power cut would, without a word. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    /** Ends the process politely and returns its exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        process.waitFor(60, TimeUnit.SECONDS);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package dev.slipway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Packages for Node.js that the tests run against the server, by scripts beside them. */
final class NodeScripts {
    private static final Path SCRIPTS = Path.of("src/test/node").toAbsolutePath();

    private NodeScripts() {}

    /** Skips a test, and says so, when a package is not here. */
    static void require(String name) {
        assumeTrue(
                Files.isDirectory(SCRIPTS.resolve("node_modules").resolve(name)) && canRun(),
                "The package %s is not here: install Node.js 18 or newer, and run 'npm ci' in %s"
                        .formatted(name, SCRIPTS));
    }

    private static boolean canRun() {
        try {
            return new ProcessBuilder("node", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What a script prints that ends well. */
    static String run(String script, Path folder, Map<String, String> environment, List<String> arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(arguments);
        Path printed = folder.resolve("printed");
        Path logged = folder.resolve("logged");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(SCRIPTS.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(logged.toFile());
        Map<String, String> variables = builder.environment();
        // A proxy of this machine is not on the way to a server on this machine.
        variables.keySet().removeAll(List.of("https_proxy", "http_proxy", "HTTPS_PROXY", "HTTP_PROXY"));
        variables.putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String log = Files.readString(logged);
        assertThat(ended).as(log).isTrue();
        assertThat(process.exitValue()).as(log).isZero();
        return Files.readString(printed);
    }
}

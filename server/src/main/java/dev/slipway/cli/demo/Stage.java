package dev.slipway.cli.demo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Where the steps are played: makes calls and transfers, and shows the command for each. */
final class Stage {
    private static final String INDENT = "  ";

    private final Terminal terminal;
    private final Sender sender;
    private final InstantSource clock;
    private final Map<String, String> variables = new HashMap<>();

    Stage(Terminal terminal, Sender sender, InstantSource clock) {
        this.terminal = terminal;
        this.sender = sender;
        this.clock = clock;
    }

    /** Keeps a value for later steps. */
    void keep(String name, String value) {
        variables.put(name, value);
    }

    /** Keeps a value for later steps, and has the reader's shell keep it too. */
    void assign(String name, String value) {
        keep(name, value);
        command(List.of(name + "=" + Curl.quoted(value)));
    }

    /** A value that an earlier step has kept. */
    String kept(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("No step has kept " + name);
        }
        return value;
    }

    /** Somebody with a token that an earlier step has kept. */
    Credential token(String variable) {
        return new Credential.Secret("Bearer", variable, kept(variable));
    }

    /** Somebody with a license key that an earlier step has kept. */
    Credential license(String variable) {
        return new Credential.Secret("License", variable, kept(variable));
    }

    /**
     * Shows a call and makes it.
     *
     * @param further words of the command that only matter to a shell
     * @throws StepFailed when the status of the answer is another
     */
    Reply call(int expectedStatus, Call call, String... further) throws StepFailed, IOException, InterruptedException {
        command(Curl.lines(call, room(), further));
        return send(expectedStatus, call);
    }

    /** Makes a call that has been shown already, or that no reader needs to repeat. */
    Reply send(int expectedStatus, Call call) throws StepFailed, IOException, InterruptedException {
        HttpResponse<String> response = sender.send(call.request(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        Reply reply = new Reply(call, response.statusCode(), response.headers(), response.body());
        if (reply.status() != expectedStatus) {
            throw new StepFailed(reply.described());
        }
        return reply;
    }

    /** Shows lines for the shell. */
    void command(List<String> lines) {
        terminal.blank();
        lines.forEach(line -> terminal.line(INDENT + line));
    }

    /** Shows something to look at, with a word on what it is. */
    void explain(String heading, String text) {
        terminal.blank();
        terminal.paragraph(INDENT, heading);
        text.lines().forEach(line -> terminal.line(INDENT + line));
    }

    /** How many characters of a command fit on a line. */
    int room() {
        return terminal.width() - INDENT.length();
    }

    /**
     * Sends a file to an upload link.
     *
     * @throws StepFailed when the answer is not 200
     */
    void upload(URI link, Path file) throws StepFailed, IOException, InterruptedException {
        long size = Files.size(file);
        terminal.blank();
        ProgressBar progress = new ProgressBar(terminal, clock, "uploading", size);
        try (InputStream bytes = new CountedInput(Files.newInputStream(file), progress)) {
            HttpRequest request = HttpRequest.newBuilder(link)
                    .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> bytes), size))
                    .build();
            HttpResponse<String> response = sender.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() != 200) {
                throw new StepFailed("307, upload " + response.statusCode() + " " + response.body());
            }
        }
    }

    /**
     * Fetches a file from a download link.
     *
     * @return its SHA-256 digest in hexadecimal
     * @throws StepFailed when the answer is not 200
     */
    String download(URI link, Path file) throws StepFailed, IOException, InterruptedException {
        HttpResponse<InputStream> response =
                sender.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofInputStream());
        MessageDigest digest = Sha256.fresh();
        terminal.blank();
        try (InputStream bytes = response.body()) {
            if (response.statusCode() != 200) {
                String answer = new String(bytes.readNBytes(200), StandardCharsets.UTF_8);
                throw new StepFailed("303, download " + response.statusCode() + " " + answer);
            }
            long size = response.headers().firstValueAsLong("Content-Length").orElse(0);
            ProgressBar progress = new ProgressBar(terminal, clock, "downloading", size);
            try (OutputStream copy = new DigestOutputStream(Files.newOutputStream(file), digest)) {
                new CountedInput(bytes, progress).transferTo(copy);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Bytes that are counted as they are read. */
    private static final class CountedInput extends FilterInputStream {
        private final ProgressBar progress;

        CountedInput(InputStream in, ProgressBar progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                progress.advance(1);
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                progress.advance(read);
            }
            return read;
        }
    }
}

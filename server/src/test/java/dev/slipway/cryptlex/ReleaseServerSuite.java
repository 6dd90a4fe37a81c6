package dev.slipway.cryptlex;

import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What suites about the bytes of files under /v3 share. */
abstract class ReleaseServerSuite extends ReleaseSuite {
    protected static final String BOUNDARY = "----a-boundary";

    /** May read and write releases, and says nothing of the type of what it sends. */
    protected Client sender;

    @BeforeParameterizedClassInvocation
    void prepareSender(Engine on) {
        sender = anonymous.withToken(token("release:read", "release:write"));
    }

    /** The id of a new draft of a new product. */
    protected String draft() {
        return draft(product(""), "1.0", "");
    }

    protected static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    /** The address of a file as it is sent. */
    protected static String file(String releaseId, String name) {
        return "/v3/" + releaseId + "/" + name;
    }

    /** The address of a file as it is shown. */
    protected String fileOfAccount(String releaseId, String name) {
        return "/v3/" + server.account().id() + "/" + releaseId + "/" + name;
    }

    protected Reply put(String releaseId, String name, String content) {
        return sender.send("PUT", file(releaseId, name), bytes(content));
    }

    /** Sends the parts of a form, each whole with its head. */
    protected Reply putForm(String releaseId, String name, String... parts) {
        return putBody(releaseId, name, form(parts));
    }

    protected Reply putBody(String releaseId, String name, String form) {
        return sender.with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .send("PUT", file(releaseId, name), form.getBytes(StandardCharsets.ISO_8859_1));
    }

    protected static String form(String... parts) {
        StringBuilder form = new StringBuilder();
        for (String part : parts) {
            form.append("--").append(BOUNDARY).append("\r\n").append(part).append("\r\n");
        }
        return form.append("--").append(BOUNDARY).append("--\r\n").toString();
    }

    protected static String part(String name, String content) {
        return "Content-Disposition: form-data; name=\"%s\"; filename=\"other name.zip\"\r\n".formatted(name)
                + "Content-Type: application/zip\r\n\r\n" + content;
    }

    /** The content of a file as the vendor fetches it. */
    protected String content(String releaseId, String name) {
        return sender.get(file(releaseId, name)).expect(200).body();
    }

    /** The key of a new license of a product. */
    protected String key(String productId) {
        return vendor.license(vendor.policy(productId, ""), "").text("/data/attributes/key");
    }

    /** How many files with bytes there are, finished or not. */
    protected long keptFiles() {
        return count("blobs") + count("staging");
    }

    private long count(String folder) {
        try (Stream<Path> all = Files.walk(server.data())) {
            return all.filter(Files::isRegularFile)
                    .filter(each -> each.toString().contains("/" + folder + "/"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static String md5Hex(byte[] content) {
        return HexFormat.of().formatHex(md5(content));
    }
}

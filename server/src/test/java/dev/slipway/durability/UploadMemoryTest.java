package dev.slipway.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files larger than all the memory that the program has pass through it. */
class UploadMemoryTest {
    private static final int SIZE = 96 << 20;
    private static final String BOUNDARY = "a-boundary";

    /** Both bounds together, of objects and of buffers, are less than one file. */
    private static final String MEMORY = "-Xmx72m -XX:MaxDirectMemorySize=16m -Dio.netty.maxDirectMemory=16777216";

    @TempDir
    private Path data;

    @Test
    void largeFilesAreTakenInBothFormsAndGivenBack() throws Exception {
        byte[] content = new byte[SIZE];
        new Random(3).nextBytes(content);
        try (ServerProcess server = ServerProcess.start(data, "", Map.of("_JAVA_OPTIONS", MEMORY))) {
            Client admin = server.client().signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
            String address = "/v3/" + release(admin);

            Reply plain = admin.with("Content-Type", "application/zip").send("PUT", address + "/plain.zip", content);
            Reply form = admin.with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                    .send("PUT", address + "/form.zip", form(content));

            for (Reply reply : new Reply[] {plain.expect(200), form.expect(200)}) {
                assertThat(reply.at("/size").longValue()).isEqualTo(SIZE);
                assertThat(reply.text("/checksum")).isEqualTo(plain.text("/checksum"));
            }
            assertThat(admin.get(address + "/form.zip").expect(200).bytes()).isEqualTo(content);
        }
    }

    private static String release(Client admin) {
        Client json = admin.with("Content-Type", "application/json");
        String product =
                json.post("/v3/products", "{\"name\":\"Large\"}").expect(201).text("/id");
        return json.post(
                        "/v3/releases",
                        "{\"name\":\"Large\",\"version\":\"1.0\",\"platform\":\"windows\",\"productId\":\"%s\"}"
                                .formatted(product))
                .expect(201)
                .text("/id");
    }

    private static byte[] form(byte[] content) {
        byte[] head = "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n"
                .formatted(BOUNDARY)
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + content.length + tail.length)
                .put(head)
                .put(content)
                .put(tail)
                .array();
    }
}

package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Relay;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that people upload in a browser, over a network that breaks. */
class UploadPagesTest extends BrowserSuite {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final LocatorAssertions.ContainsTextOptions PATIENT =
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

    private static final Pattern DRAGGED = Pattern.compile(".*drop-over.*");

    @TempDir
    Path folder;

    private String draft(String productAttributes) {
        String product = vendor.product(productAttributes);
        return admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"1.0.0","channel":"stable","status":"DRAFT"},
                        "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(product)).expect(201).id();
    }

    private Path file(String name, int mebibytes) throws IOException {
        Path file = folder.resolve(name);
        SplittableRandom random = new SplittableRandom(name.hashCode());
        byte[] chunk = new byte[MEBIBYTE];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
        return file;
    }

    private static String digest(String algorithm, InputStream stream) throws Exception {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        byte[] chunk = new byte[MEBIBYTE];
        try (stream) {
            for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String digest(String algorithm, Path file) throws Exception {
        return digest(algorithm, Files.newInputStream(file));
    }

    private Page openThrough(Relay relay) {
        expectRequestsTo(relay.url());
        Page window = newWindow(new NewContextOptions().setBaseURL(relay.url()));
        signIn(window, TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
        assertThat(window.getByText("Sign out").first()).isAttached();
        return window;
    }

    private static Locator row(Page window, String name) {
        return window.locator(".uploads > li")
                .filter(new Locator.FilterOptions()
                        .setHas(window.getByText(name, new Page.GetByTextOptions().setExact(true))));
    }

    private static void choose(Page window, Path... files) {
        window.getByLabel("Upload files").setInputFiles(files);
    }

    private static void press(Page window, String action, String name) {
        window.getByLabel(action + " " + name, new Page.GetByLabelOptions().setExact(true))
                .click();
    }

    /** Makes the page's clock stand still, so that pauses end when a test wants them to. */
    private static void stopClock(Page window) {
        window.clock().install();
        Object now = window.evaluate("Date.now()");
        assertThat(now).isInstanceOf(Number.class);
        window.clock().pauseAt(((Number) now).longValue() + 1_000);
    }

    private void assertArrived(String release, Path file) throws Exception {
        String name = file.getFileName().toString();
        Reply files = admin.get("/v1/releases/" + release + "/artifacts").expect(200);
        var attributes = files.at("/data")
                .valueStream()
                .map(each -> each.at("/attributes"))
                .filter(each -> each.path("filename").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(attributes.path("status").stringValue()).isEqualTo("UPLOADED");
        assertThat(attributes.path("filesize").asLong(Files.size(file))).isEqualTo(Files.size(file));
        String link = admin.get("/v1/releases/" + release + "/artifacts/" + name)
                .header("Location")
                .orElseThrow();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var download = http.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofInputStream());
            assertThat(digest("SHA-512", download.body())).isEqualTo(digest("SHA-512", file));
        }
    }

    @Test
    void aDroppedConnectionIsToldTriedAgainAndTheFileArrivesWhole() throws Exception {
        String release = draft("");
        Path file = file("large.bin", 200);
        try (Relay relay = new Relay(server.url())) {
            Page window = openThrough(relay);
            window.navigate("/releases/" + release);
            stopClock(window);
            long before = relay.sent();
            relay.breakAfter(90L * MEBIBYTE);

            choose(window, file);

            Locator row = row(window, "large.bin");
            assertThat(row)
                    .containsText("The connection was lost. What was sent is kept. Trying again in 1 s.", PATIENT);
            window.clock().runFor(1_000);
            assertThat(row).containsText("Trying again in 2 s.");
            window.clock().runFor(2_000);
            assertThat(row).containsText("Trying again in 4 s.");
            screenshots(window, "upload-dropped");
            relay.mend();
            window.clock().runFor(4_000);
            window.clock().resume();
            assertThat(row).containsText("Uploaded, 200 MiB.", PATIENT);

            assertThat(relay.sent() - before).isGreaterThan(200L * MEBIBYTE).isLessThan(250L * MEBIBYTE);
            assertThat(window.locator("#files")).containsText("large.bin");
            assertThat(window.locator("#files")).containsText("200 MiB");
            assertThat(window.locator("#files")).containsText(digest("SHA-256", file));
            assertThat(window.locator("#files")).containsText(digest("SHA-512", file));
        }
        assertArrived(release, file);
    }

    @Test
    void afterAReloadAndARestartTheSameFileGoesOnWhereItWas() throws Exception {
        String release = draft("");
        Path file = file("twice.bin", 60);
        try (Relay relay = new Relay(server.url())) {
            Page window = openThrough(relay);
            window.navigate("/releases/" + release);
            long before = relay.sent();
            relay.breakAfter(25L * MEBIBYTE);
            choose(window, file);
            assertThat(row(window, "twice.bin")).containsText("Trying again", PATIENT);
            relay.mend();

            window.reload();

            assertThat(row(window, "twice.bin")).containsText("of 60 MiB are here. Choose the file again to go on.");
            assertAccessible(window);
            screenshots(window, "upload-unfinished");
            relay.breakAfter(20L * MEBIBYTE);
            choose(window, file);
            assertThat(row(window, "twice.bin")).containsText("Trying again", PATIENT);
            server.stop();
            server.startAgain();
            relay.mend();
            window.reload();
            assertThat(row(window, "twice.bin")).containsText("of 60 MiB are here");
            choose(window, file);

            assertThat(row(window, "twice.bin")).containsText("Uploaded, 60 MiB.", PATIENT);
            assertThat(relay.sent() - before).isLessThan(75L * MEBIBYTE);
            window.reload();
            assertThat(window.locator("#files")).containsText("twice.bin");
            assertThat(window.locator(".uploads > li")).hasCount(0);
        }
        assertArrived(release, file);
    }

    @Test
    void whatIsTriedInVainCanBeTriedAgainByHand() throws Exception {
        String release = draft("");
        Path file = file("stubborn.bin", 1);
        try (Relay relay = new Relay(server.url())) {
            Page window = openThrough(relay);
            window.navigate("/releases/" + release);
            stopClock(window);
            relay.breakNow();
            choose(window, file);
            Locator row = row(window, "stubborn.bin");
            for (int pause : List.of(1, 2, 4, 8, 16, 30, 30, 30, 30, 30)) {
                assertThat(row).containsText("Trying again in " + pause + " s.");
                window.clock().runFor(pause * 1_000L);
            }
            assertThat(row).containsText("The connection was lost. What was sent is kept.");
            assertThat(row).not().containsText("Trying again");
            window.clock().resume();
            assertAccessible(window);
            screenshots(window, "upload-failed");
            relay.mend();

            press(window, "Retry", "stubborn.bin");

            assertThat(row).containsText("Uploaded, 1 MiB.");
        }
        assertArrived(release, file);
    }

    @Test
    void aPersonPausesResumesAndCancels() throws Exception {
        signIn();
        String release = draft("");
        page.navigate("/releases/" + release);
        Path file = file("installer.bin", 16);
        throttle(2 * MEBIBYTE);

        choose(page, file);
        Locator row = row(page, "installer.bin");
        assertThat(row).containsText("of 16 MiB");
        assertThat(row).containsText("left");
        screenshots(page, "upload-sending");
        press(page, "Pause", "installer.bin");
        assertThat(row).containsText("Paused at");
        assertThat(page.getByLabel("Resume installer.bin")).isFocused();
        assertThat(page.locator("#files")).not().containsText("installer.bin");
        assertAccessible(page);
        screenshots(page, "upload-paused");
        throttle(-1);
        press(page, "Resume", "installer.bin");
        assertThat(row).containsText("Uploaded, 16 MiB.", PATIENT);
        assertArrived(release, file);

        throttle(2 * MEBIBYTE);
        Path other = file("unwanted.bin", 16);
        choose(page, other);
        assertThat(row(page, "unwanted.bin")).containsText("of 16 MiB");
        String id = String.valueOf(
                        page.evaluate("Object.values(localStorage).find(each => each.startsWith('/-/uploads/'))"))
                .replace("/-/uploads/", "");
        assertThat(piecesOf(id)).isNotEmpty();
        press(page, "Cancel", "unwanted.bin");
        assertThat(row(page, "unwanted.bin")).containsText("Cancelled. Nothing of it is kept.");
        assertThat(piecesOf(id)).isEmpty();
        assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
        press(page, "Dismiss", "unwanted.bin");
        assertThat(row(page, "unwanted.bin")).hasCount(0);
    }

    private List<Path> piecesOf(String upload) throws IOException {
        try (Stream<Path> files = Files.list(server.data().resolve("uploads"))) {
            return files.filter(each -> each.getFileName().toString().startsWith(upload))
                    .toList();
        }
    }

    private void throttle(int bytesPerSecond) {
        JsonObject conditions = new JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", bytesPerSecond);
        CDPSession network = page.context().newCDPSession(page);
        network.send("Network.enable");
        network.send("Network.emulateNetworkConditions", conditions);
    }

    @Test
    void filesThatAreDroppedTogetherSucceedAndFailOnTheirOwn() throws Exception {
        signIn();
        String release = draft("");
        page.navigate("/releases/" + release);
        List<Path> files = List.of(
                file("app-linux.tar.gz", 3),
                file("app-windows.exe", 2),
                file("app mac.dmg", 1),
                Files.createFile(folder.resolve("empty.zip")),
                Files.createDirectory(folder.resolve("build-output")));

        drag("dragEnter", files);
        drag("dragOver", files);
        assertThat(page.locator("#upload")).hasClass(DRAGGED);
        screenshots(page, "upload-dragging");
        drag("drop", files);

        assertThat(row(page, "app-linux.tar.gz")).containsText("Uploaded, 3 MiB.");
        assertThat(row(page, "app-windows.exe")).containsText("Uploaded, 2 MiB.");
        assertThat(row(page, "app mac.dmg"))
                .containsText("Its name must be 3 to 256 letters, digits and characters of _ . - ( ) [ ]."
                        + " Rename it, for example to app-mac.dmg, and choose it again.");
        assertThat(row(page, "empty.zip")).containsText("The file is empty: there is nothing to upload.");
        assertThat(row(page, "build-output")).containsText("This is a folder.");
        assertThat(page.locator("#upload")).not().hasClass(DRAGGED);
        assertAccessible(page);
        screenshots(page, "upload-several");
        assertArrived(release, files.get(0));
        assertArrived(release, files.get(1));
    }

    /** Moves files of the disk over the upload area, as a file manager does. */
    private void drag(String type, List<Path> files) {
        page.locator("#upload").scrollIntoViewIfNeeded();
        var box = page.locator("#upload").boundingBox();
        JsonArray paths = new JsonArray();
        files.forEach(each -> paths.add(each.toString()));
        JsonObject data = new JsonObject();
        data.add("items", new JsonArray());
        data.add("files", paths);
        data.addProperty("dragOperationsMask", 1);
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.addProperty("x", box.x + 20);
        event.addProperty("y", box.y + 20);
        event.add("data", data);
        page.context().newCDPSession(page).send("Input.dispatchDragEvent", event);
    }

    @Test
    void filesThatAreChosenByKeyboardAreToldWhatIsInTheWay() throws Exception {
        signIn();
        String release = draft("\"metadata\":{\"publishPolicy\":\"FREEZE\"}");
        page.navigate("/releases/" + release);
        Path file = file("app.zip", 1);
        choose(page, file, Files.createFile(folder.resolve("nothing.zip")), file("odd name.zip", 1));
        assertThat(row(page, "app.zip")).containsText("Uploaded, 1 MiB.");
        assertThat(row(page, "nothing.zip")).containsText("The file is empty");
        assertThat(row(page, "odd name.zip")).containsText("for example to odd-name.zip");
        assertThat(page.locator("#files")).containsText("app.zip");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        choose(page, file);
        assertThat(page.locator(".upload-state").getByText("Uploaded, 1 MiB, in place of the file of that name."))
                .isVisible();

        admin.post("/v1/releases/" + release + "/actions/publish", "").expect(200);
        choose(page, file("late.zip", 1));

        assertThat(row(page, "late.zip"))
                .containsText("The release is published and its product freezes published releases."
                        + " Add the file to a new release.");
        assertThat(admin.get("/v1/releases/" + release + "/artifacts")
                        .expect(200)
                        .body())
                .doesNotContain("late.zip");
    }

    @Test
    void whoeverIsSignedOutMeanwhileIsToldAndGoesOnLater() throws Exception {
        signIn();
        String release = draft("");
        page.navigate("/releases/" + release);
        Path file = file("patient.bin", 16);
        throttle(2 * MEBIBYTE);
        choose(page, file);
        assertThat(row(page, "patient.bin")).containsText("of 16 MiB");
        press(page, "Pause", "patient.bin");
        throttle(-1);
        page.context().clearCookies();
        press(page, "Resume", "patient.bin");
        assertThat(row(page, "patient.bin")).containsText("You are signed out.");
        press(page, "Sign in", "patient.bin");
        page.getByLabel("E-mail address").fill(TestServer.ADMIN_EMAIL);
        page.getByLabel("Password").fill(TestServer.ADMIN_PASSWORD);
        page.locator("main button:has-text('Sign in')").click();
        assertThat(row(page, "patient.bin")).containsText("of 16 MiB are here");
        choose(page, file);
        assertThat(row(page, "patient.bin")).containsText("Uploaded, 16 MiB.", PATIENT);
        assertArrived(release, file);
    }

    @Test
    void withoutScriptsAPlainFormSendsFiles() throws Exception {
        Page window = newWindow(new NewContextOptions().setJavaScriptEnabled(false));
        signIn(window, TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
        String release = draft("");
        window.navigate("/releases/" + release);
        Locator upload = window.locator("#upload button:has-text('Upload')");
        upload.click();
        assertThat(window.locator("#upload-error")).hasText("Choose a file first.");
        Path first = file("first.zip", 2);
        Path second = file("second.zip", 9);
        choose(window, first, second);
        upload.click();
        assertThat(window.getByText("2 files were uploaded.")).isVisible();
        assertArrived(release, first);
        assertArrived(release, second);

        Path third = file("third.zip", 1);
        choose(window, file("third odd.zip", 30), Files.createFile(folder.resolve("none.zip")), third);
        upload.click();
        assertThat(window.locator("#upload-error"))
                .hasText("third odd.zip was not uploaded. Its name must be 3 to 256 letters, digits and characters of"
                        + " _ . - ( ) [ ]. none.zip is empty: there is nothing to upload.");
        assertArrived(release, third);
        screenshots(window, "upload-plain");

        String address = server.url() + "/releases/" + release + "/files";
        FilePayload forged =
                new FilePayload("forged.zip", "application/zip", "forged".getBytes(StandardCharsets.UTF_8));
        for (FormData form : List.of(
                FormData.create().set("file", forged),
                FormData.create().set("form-token", "0".repeat(64)).set("file", forged))) {
            APIResponse refused =
                    window.request().post(address, RequestOptions.create().setMultipart(form));
            assertThat(refused.status()).isEqualTo(403);
        }
        assertThat(window.request()
                        .post(
                                address,
                                RequestOptions.create()
                                        .setForm(FormData.create().set("file", "x")))
                        .status())
                .isEqualTo(400);
        assertThat(admin.get("/v1/releases/" + release + "/artifacts")
                        .expect(200)
                        .body())
                .doesNotContain("forged");
    }

    @Test
    void theCommandsForUploadsDoWhatTheySay() throws Exception {
        signIn();
        for (String label : List.of("Upload a file", "Upload a file in one step")) {
            String release = draft("");
            page.navigate("/releases/" + release);
            String command = page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                    .locator("code")
                    .innerText();
            Path file = file("app.zip", 1);
            ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            shell.environment().put("SLIPWAY_TOKEN", server.slipway().issueOperatorToken("default", "admin"));
            shell.environment().put("no_proxy", "127.0.0.1");
            Process process = shell.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertArrived(release, file);
        }
    }
}

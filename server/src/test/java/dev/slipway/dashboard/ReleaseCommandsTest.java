package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that pages show are taken off them, are run by a shell as they are, and do what they say. */
class ReleaseCommandsTest extends BrowserSuite {
    private String token;

    @TempDir
    private Path folder;

    @BeforeAll
    void makeToken() {
        String pair = TestServer.ADMIN_EMAIL + ":" + TestServer.ADMIN_PASSWORD;
        token = server.anonymous()
                .with(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .post("/v1/tokens", "")
                .expect(201)
                .text("/data/attributes/token");
    }

    /** Runs a command of the page that is shown. */
    private String run(String label) throws IOException, InterruptedException {
        Locator shown = page.locator(".command pre[aria-label='" + label + "'] code");
        String command = shown.textContent();
        assertThat(command).contains("$SLIPWAY_TOKEN");
        ProcessBuilder shell = new ProcessBuilder(
                        "sh", "-c", command.replaceFirst("^curl ", "curl -sS --fail-with-body --max-time 20 "))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment().put("SLIPWAY_TOKEN", token);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(command + "\n" + said).isZero();
        return said;
    }

    private Reply shown(String id) {
        return admin.get("/v1/releases/" + id).expect(200);
    }

    @Test
    void everyCommandOfAReleaseDoesWhatItSays() throws Exception {
        String product = vendor.product("\"metadata\":{\"publishPolicy\":\"FREEZE\"}");
        Files.writeString(folder.resolve("app.zip"), "the program");
        signIn();
        page.navigate("/releases/new?product=" + product);
        run("Add a release");
        String id =
                admin.get("/v1/releases?product=" + product).expect(200).ids().getFirst();
        assertThat(shown(id).text("/data/attributes/status")).isEqualTo("DRAFT");
        String address = "/releases/" + id;
        page.navigate(address);

        assertThat(run("Show the release")).contains(id);
        run("Upload a file");
        assertThat(admin.get("/v1/releases/" + id + "/artifacts").expect(200).body())
                .contains("UPLOADED");
        run("Upload a file in one step");
        assertThat(run("List its files")).contains("app.zip");
        run("Add an external file");
        run("Edit");
        assertThat(shown(id).text("/data/attributes/description")).isEqualTo("What is new");
        page.reload();
        assertThat(page.locator("#files")).containsText("app.zip");
        assertThat(page.locator("#files")).containsText("Kept at https://example.com/app.dmg");

        run("Archive");
        page.reload();
        assertThat(page.locator(".facts .badge")).hasText("Archived");
        run("Unarchive");
        page.reload();
        assertThat(page.locator(".facts .badge")).hasText("Draft");
        run("Publish");
        assertThat(shown(id).text("/data/attributes/status")).isEqualTo("PUBLISHED");
        page.reload();
        for (String gone : new String[] {"Upload a file", "Edit", "Delete", "Publish", "Add an external file"}) {
            assertThat(page.locator(".command pre[aria-label='" + gone + "']")).hasCount(0);
        }
        run("Yank");
        assertThat(shown(id).text("/data/attributes/status")).isEqualTo("YANKED");
        page.reload();
        assertThat(page.locator(".history")).containsText("It does not start");

        String other =
                admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"2.0.0","channel":"stable"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(product)).expect(201).id();
        page.navigate("/releases/" + other);
        run("Delete");
        admin.get("/v1/releases/" + other).expect(404);
    }

    @Test
    void theHistoryTellsOfTheReleaseAndItsFilesAndWhoItWas() throws Exception {
        String product = vendor.product();
        Reply developer = vendor.user("developer");
        Client publisher = vendor.userClient(server.anonymous(), developer).with("Content-Type", "application/json");
        String id = publisher
                .post("/v3/releases", """
                        {"name":"R","version":"1.0","platforms":["windows"],"productId":"%s"}""".formatted(product))
                .expect(201)
                .text("/id");
        publisher.send("PUT", "/v3/" + id + "/app.zip", new byte[] {1}).expect(200);
        publisher.send("PUT", "/v3/" + id + "/app.zip", new byte[] {2}).expect(200);
        publisher.send("PUT", "/v3/" + id + "/wrong.zip", new byte[] {3}).expect(200);
        signIn();
        page.navigate("/releases/" + id);
        page.getByLabel("Remove wrong.zip").click();
        page.getByText("The file was removed.").waitFor();

        String email = developer.text("/data/attributes/email");
        assertThat(page.locator(".history li")).containsText(new String[] {
            "Removed wrong.zip by you",
            "Added wrong.zip by " + email,
            "Replaced app.zip by " + email,
            "Added app.zip by " + email,
            "Created by " + email
        });
        assertAccessible(page);
        screenshots(page, "release-history");
    }

    @Test
    void aReleaseTellsWhetherALicenseHasIt() {
        String product = vendor.product();
        String code = Vendor.unique("PLUS");
        String id = admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"1.0.0","channel":"stable","status":"PUBLISHED"},
                        "relationships":{"product":{"data":{"type":"products","id":"%s"}},"constraints":{"data":[{"type":"constraints",
                        "relationships":{"entitlement":{"data":{"type":"entitlements","id":"%s"}}}}]}}}}""".formatted(product, vendor.entitlement(code)))
                .expect(201)
                .id();
        Reply license = vendor.license(vendor.policy(product, ""), "");
        Reply foreign = vendor.license(vendor.policy(vendor.product(), ""), "");
        signIn();
        page.navigate("/releases/" + id);

        ask("ABC");
        assertThat(page.getByText("is none: look at the key")).isVisible();
        ask(license.text("/data/attributes/key"));
        assertThat(page.locator("#verdict")).containsText("No: " + license.text("/data/attributes/name"));
        assertThat(page.locator("#verdict")).containsText("The license lacks entitlements that it takes: " + code);
        assertAccessible(page);
        screenshots(page, "release-verdict");
        assertThat(page.url()).doesNotContain(license.text("/data/attributes/key"));
        ask(foreign.id());
        assertThat(page.locator("#verdict")).containsText("The license is for another product");
        admin.post("/v1/licenses/" + license.id() + "/entitlements", """
                        {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(
                                admin.get("/v1/releases/" + id + "/entitlements")
                                        .expect(200)
                                        .ids()
                                        .getFirst()))
                .expect(200);
        ask(license.text("/data/attributes/key"));
        assertThat(page.locator("#verdict")).containsText("has it.");
        assertThat(page.locator("#verdict")).containsText("Yes:");
    }

    private void ask(String license) {
        page.getByLabel("Does this license have it?").fill(license);
        page.getByLabel("Does this license have it?").press("Enter");
        page.waitForURL("**/who");
    }
}

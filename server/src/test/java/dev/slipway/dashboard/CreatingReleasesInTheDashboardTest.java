package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a release from the product it is of to customers, as its makers go it in a browser. */
class CreatingReleasesInTheDashboardTest extends BrowserSuite {
    private static final Pattern RELEASE = Pattern.compile(".*/releases/[0-9a-f-]{36}");

    private String product;
    private Client publisher;

    @BeforeEach
    void makeProduct() {
        publisher = admin.with("Content-Type", "application/json");
        product = vendor.product("\"metadata\":{\"versionScheme\":\"DOTTED\",\"publishPolicy\":\"FREEZE\"}");
        signIn();
    }

    private Locator button(String name) {
        return page.locator("main")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator link(String name) {
        return page.locator("main")
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** From the product by its releases to the form of a new one. */
    private void openForm() {
        page.navigate("/products/" + product);
        link("Releases of this product").click();
        assertThat(page).hasURL(Pattern.compile(".*/releases\\?product=" + product));
        link("Add a release").click();
        assertThat(page.locator("h1")).hasText("Add a release");
        page.locator("#field-product").selectOption(product);
    }

    private String drafted(String name, String version) {
        openForm();
        field("Name").fill(name);
        field("Version").fill(version);
        page.getByLabel("windows").check();
        button("Save as draft").click();
        assertThat(page).hasURL(RELEASE);
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    @Test
    void theFormHasAllFieldsAndMakesAReleaseThatTheApiLists() {
        openForm();
        for (String label : new String[] {"Name", "Version", "Channel", "Notes", "Others, separated by commas"}) {
            assertThat(field(label)).isVisible();
        }
        for (String platform : new String[] {"windows", "macos", "linux"}) {
            assertThat(page.getByLabel(platform)).isVisible();
        }
        assertThat(field("Channel")).hasValue("stable");

        field("Name").fill("MyApp v1.2");
        field("Version").fill("1.2");
        page.getByLabel("linux").check();
        field("Others, separated by commas").fill("win32, solaris-sparc");
        field("Notes").fill("# Hi\n* a\n\n<script>alert(1)</script><img src=x onerror=alert(1)>");
        button("Save as draft").click();

        assertThat(page.getByText("The draft was saved.")).isVisible();
        Reply listed = publisher.get("/v3/releases?productId=" + product).expect(200);
        assertThat(listed.json().size()).isEqualTo(1);
        assertThat(listed.text("/0/name")).isEqualTo("MyApp v1.2");
        assertThat(listed.text("/0/version")).isEqualTo("1.2");
        assertThat(listed.text("/0/channel")).isEqualTo("stable");
        assertThat(listed.at("/0/platforms").toString()).contains("linux", "win32", "solaris-sparc");
        assertThat(listed.text("/0/notes")).startsWith("# Hi\n* a\n");
        assertThat(listed.at("/0/published").booleanValue()).isFalse();
        Locator notes = page.locator(".notes");
        assertThat(notes.getByRole(AriaRole.HEADING)).hasText("Hi");
        assertThat(notes.locator("li")).hasText("a");
        assertThat(notes.locator("script, img, [onerror]")).hasCount(0);
    }

    @Test
    void onlyTwoToFourNumbersMakeAVersion() {
        openForm();
        field("Name").fill("MyApp");
        page.getByLabel("windows").check();
        Locator verdict = page.locator("#version-verdict");
        for (String version : new String[] {"1.2", "1.2.3", "1.2.3.4"}) {
            field("Version").fill(version);
            assertThat(verdict).containsText("This version is free");
            field("Version").fill("");
            assertThat(verdict).containsText("Type a version");
        }
        for (String version : new String[] {"1", "1.2.3.4.5", "1.2b", "v1.2", "1..2", "1.2.", "-1.2"}) {
            field("Version").fill(version);
            assertThat(verdict).containsText("must be a valid version");
            field("Version").fill("");
            assertThat(verdict).containsText("Type a version");
        }
        field("Version").fill("1.2b");
        button("Save as draft").click();
        assertThat(verdict).containsText("must be a valid version");
        assertThat(publisher
                        .get("/v3/releases?productId=" + product)
                        .expect(200)
                        .json()
                        .size())
                .isZero();
    }

    @Test
    void filesAreUploadedAndAddedAndPublishingFreezesAll(@TempDir Path folder) throws Exception {
        String id = drafted("MyApp v2.0", "2.0");
        Path program = Files.writeString(folder.resolve("my-app_2.0.zip"), "the program");
        Path manual = Files.writeString(folder.resolve("manual.pdf"), "how to use it, in more words");
        page.getByLabel("Upload Files").setInputFiles(new Path[] {program, manual});
        Locator files = page.locator("#files tbody tr");
        assertThat(files).hasCount(2);
        assertThat(files.filter(new Locator.FilterOptions().setHasText("my-app_2.0.zip")))
                .containsText("11 bytes");
        assertThat(files.filter(new Locator.FilterOptions().setHasText("manual.pdf")))
                .containsText("28 bytes");
        assertThat(publisher
                        .get("/v3/releases/" + id)
                        .expect(200)
                        .at("/totalFiles")
                        .intValue())
                .isEqualTo(2);

        link("Add External File").click();
        field("File name").fill("my-app.dmg");
        field("Address").fill("https://downloads.example/my-app.dmg");
        field("Size in bytes").fill("37580");
        button("Add File").click();
        assertThat(files).hasCount(3);
        assertThat(page.locator("#files")).containsText("Kept at https://downloads.example/my-app.dmg");
        assertThat(publisher
                        .get("/v3/release-files?releaseId=" + id)
                        .expect(200)
                        .body())
                .contains("https://downloads.example/my-app.dmg");

        link("Publish").click();
        assertThat(page.getByText("can never be changed again")).isVisible();
        button("Publish now").click();
        assertThat(page.getByText("The release is published.")).isVisible();
        String before = publisher.get("/v3/releases/" + id).expect(200).body();
        assertThat(before).contains("\"published\":true");

        for (String gone : new String[] {"Edit", "Publish", "Delete", "Add External File"}) {
            assertThat(link(gone)).hasCount(0);
        }
        assertThat(page.getByLabel("Upload Files")).hasCount(0);
        assertThat(button("Remove manual.pdf")).hasCount(0);
        publisher.patch("/v3/releases/" + id, "{\"name\":\"Other\"}").expect(403);
        publisher
                .send("PUT", "/v3/" + id + "/late.zip", "late".getBytes(StandardCharsets.UTF_8))
                .expect(403);
        publisher.delete("/v3/releases/" + id).expect(403);
        assertThat(publisher.get("/v3/releases/" + id).expect(200).body()).isEqualTo(before);
    }

    @Test
    void releasesAreFoundByChannelPlatformAndState() {
        String marker = Vendor.unique("Findable");
        drafted(marker + " one", "1.0");
        String beta = drafted(marker + " two", "2.0");
        publisher
                .patch("/v3/releases/" + beta, "{\"channel\":\"beta\",\"platforms\":[\"macos\"]}")
                .expect(200);
        publisher.post("/v3/releases/" + beta + "/publish", "").expect(200);
        page.navigate("/products/" + product);
        link("Releases of this product").click();
        Locator rows = page.locator("tbody tr");
        assertThat(rows).hasCount(2);

        page.getByLabel("Channel").fill("beta");
        page.getByLabel("Channel").press("Tab");
        assertThat(rows).containsText(new String[] {marker + " two"});
        page.getByLabel("Channel").fill("");
        page.getByLabel("Platform").fill("Windows");
        page.getByLabel("Platform").press("Tab");
        assertThat(rows).containsText(new String[] {marker + " one"});
        page.getByLabel("Platform").fill("");
        page.getByLabel("Status").selectOption("PUBLISHED");
        assertThat(rows).containsText(new String[] {marker + " two"});
        page.getByLabel("Status").selectOption("");
        page.getByLabel("Text").fill(marker.toUpperCase(Locale.ROOT) + " ONE");
        assertThat(rows).containsText(new String[] {marker + " one"});
        assertAccessible(page);
    }
}

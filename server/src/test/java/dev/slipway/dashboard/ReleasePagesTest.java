package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Vendor;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ReleasePagesTest extends BrowserSuite {
    private static final Pattern RELEASE = Pattern.compile(".*/releases/[0-9a-f-]{36}");

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

    private String addProduct(String name, String scheme) {
        page.navigate("/products/new");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("Versions").selectOption(scheme);
        button("Add the product").click();
        assertThat(page.getByText("The product was added.")).isVisible();
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    private String draft(String productId, String name, String version) {
        page.navigate("/releases/new?product=" + productId);
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("Version", new Page.GetByLabelOptions().setExact(true)).fill(version);
        page.getByLabel("windows").check();
        button("Save as draft").click();
        assertThat(page).hasURL(RELEASE);
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    @Test
    void aReleaseIsDraftedReviewedPublishedAndYankedWithAReason() {
        String code = Vendor.unique("PRO");
        vendor.entitlement(code);
        signIn();
        String product = addProduct(Vendor.unique("Editor"), "SEMVER");
        assertAccessible(page);
        screenshots(page, "product");

        page.navigate("/releases/new?product=" + product);
        assertThat(page.getByLabel("Channel")).hasValue("stable");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Spring release");
        Locator version = page.getByLabel("Version", new Page.GetByLabelOptions().setExact(true));
        version.fill("1.0.0-beta.1");
        assertThat(page.locator("#version-verdict")).containsText("does not match stable channel");
        version.fill("1.x");
        assertThat(page.locator("#version-verdict")).containsText("must be a valid version");
        version.fill("1.0.0");
        assertThat(page.locator("#version-verdict")).containsText("This version is free.");
        page.getByLabel("windows").check();
        page.getByLabel("Others, separated by commas").fill("Haiku, BeOS");
        page.getByLabel("Notes", new Page.GetByLabelOptions().setExact(true))
                .fill("**Faster** <script>alert(1)</script>");
        button("Preview the notes").click();
        assertThat(page.locator("#preview strong")).hasText("Faster");
        Assertions.assertThat(page.locator("#preview script").count()).isZero();
        page.getByLabel(code).check();
        assertAccessible(page);
        assertLight(page, "/releases/new");
        screenshots(page, "release-form");
        button("Save as draft").click();

        assertThat(page.getByText("The draft was saved.")).isVisible();
        String id = page.url().substring(page.url().lastIndexOf('/') + 1);
        assertThat(page.locator("main")).containsText("windows, Haiku, BeOS");
        assertThat(page.locator("main")).containsText("with: " + code);
        link("Add External File").click();
        page.getByLabel("File name").fill("editor.zip");
        page.getByLabel("Address").fill("ftp://example.com/editor.zip");
        button("Add File").click();
        assertThat(page.getByText("must be an http or https address")).isVisible();
        page.getByLabel("Address").fill("https://example.com/editor.zip");
        page.getByLabel("Size in bytes").fill("2147483649");
        button("Add File").click();
        assertThat(page.locator("#files")).containsText("Kept at https://example.com/editor.zip");

        link("Publish").click();
        assertThat(page.getByText("has no checksum")).isVisible();
        assertThat(page.getByText("larger than 2 GiB")).isVisible();
        assertThat(page.getByText("can never be changed again")).isVisible();
        assertAccessible(page);
        screenshots(page, "publish");
        button("Publish now").click();

        assertThat(page.getByText("The release is published.")).isVisible();
        Assertions.assertThat(admin.get("/v1/releases/" + id).expect(200).text("/data/attributes/status"))
                .isEqualTo("PUBLISHED");
        assertThat(link("Edit")).hasCount(0);
        assertAccessible(page);
        assertLight(page, "/releases/" + id);
        screenshots(page, "release");
        link("Yank").click();
        page.getByLabel("Reason").fill("It eats files");
        button("Yank the release").click();
        assertThat(page.locator(".history")).containsText("It eats files");
        Assertions.assertThat(admin.get("/v1/releases/" + id).expect(200).text("/data/attributes/status"))
                .isEqualTo("YANKED");
    }

    @Test
    void dottedVersionsAreJudgedByTheirOwnRulesAndReleasesAreChangedArchivedAndDeleted() {
        signIn();
        String product = addProduct(Vendor.unique("Dotted"), "DOTTED");
        String id = draft(product, "First", "1.2.3.4");

        page.navigate("/releases/new?product=" + product);
        page.getByLabel("windows").check();
        Locator version = page.getByLabel("Version", new Page.GetByLabelOptions().setExact(true));
        version.fill("1.2.3.4");
        assertThat(page.locator("#version-verdict")).containsText("already exists");
        version.fill("1.2.3.4.5");
        assertThat(page.locator("#version-verdict")).containsText("must be a valid version");

        page.navigate("/releases/" + id);
        link("Publish").click();
        assertThat(page.getByText("The release is empty")).isVisible();
        link("Cancel").click();
        link("Edit").click();
        page.getByLabel("Version", new Page.GetByLabelOptions().setExact(true)).fill("1.3");
        page.getByLabel("Channel").fill("nightly");
        button("Save").click();
        assertThat(page.getByText("The release was changed.")).isVisible();
        assertThat(page.locator("h1")).hasText("First · 1.3");
        assertThat(page.locator(".facts")).containsText("nightly");

        button("Archive").click();
        assertThat(page.locator(".facts .badge")).hasText("Archived");
        button("Unarchive").click();
        assertThat(page.locator(".facts .badge")).hasText("Draft");
        link("Delete").click();
        button("Delete the release").click();
        assertThat(page.getByText("The release was deleted.")).isVisible();
        admin.get("/v1/releases/" + id).expect(404);
    }

    @Test
    void releasesAreFoundByProductChannelPlatformStatusAndText() {
        signIn();
        String product = addProduct(Vendor.unique("Searched"), "SEMVER");
        String published = draft(product, "Needle one", "1.0.0");
        draft(product, "Needle two", "2.0.0");
        admin.post("/v1/releases/" + published + "/actions/publish", "").expect(200);

        page.navigate("/releases?product=" + product);
        assertThat(page.locator("tbody tr")).hasCount(2);
        assertAccessible(page);
        assertLight(page, "/releases");
        assertThat(page.locator("tbody tr:has-text('Needle one') [data-label=Published] time"))
                .isVisible();
        assertThat(page.locator("tbody tr:has-text('Needle two') [data-label=Published]"))
                .hasText("–");
        page.getByLabel("Actions for 2.0.0").click();
        assertThat(link("Add External File")).isVisible();
        screenshots(page, "releases");
        link("Publish").click();
        assertThat(page.getByText("The release is empty")).isVisible();
        page.goBack();
        page.getByLabel("Actions for 1.0.0").click();
        assertThat(link("Yank")).isVisible();
        assertThat(link("Add External File")).hasCount(0);
        page.getByLabel("Status").selectOption("PUBLISHED");
        assertThat(page.locator("tbody tr")).containsText(new String[] {"Needle one"});
        page.getByLabel("Status").selectOption("");
        page.getByLabel("Text").fill("NEEDLE TWO");
        assertThat(page.locator("tbody tr")).containsText(new String[] {"2.0.0"});
        link("Add a release").click();
        assertThat(page.getByLabel("Product")).hasValue(product);
        page.navigate("/releases?product=" + product + "&platform=Windows&channel=stable");
        assertThat(page.locator("tbody tr")).hasCount(2);
        page.navigate("/releases?product=" + product + "&platform=haiku");
        assertThat(page.getByText("No release fits")).isVisible();
    }

    @Test
    void filesThatAreChosenWithTheFormAreSentWhenTheDraftIsSaved() {
        signIn();
        String product = addProduct(Vendor.unique("Bundled"), "DOTTED");
        page.navigate("/releases/new?product=" + product);
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("First");
        Locator version = page.getByLabel("Version", new Page.GetByLabelOptions().setExact(true));
        version.fill("one");
        page.getByLabel("windows").check();
        page.getByLabel("Upload Files").setInputFiles(new FilePayload[] {
            new FilePayload("app.zip", "application/zip", "the app".getBytes(UTF_8)),
            new FilePayload("manual.pdf", "application/pdf", "the manual".getBytes(UTF_8))
        });

        button("Save as draft").click();
        // Only the server's answer marks the field; what is said below it may come from typing.
        assertThat(version).hasClass(Pattern.compile("is-invalid"));
        assertThat(page.locator("#version-verdict")).containsText("must be a valid version");
        version.fill("1.0");
        button("Save as draft").click();

        assertThat(page.locator(".upload-state:has-text('Uploaded')")).hasCount(2);
        assertThat(page.locator("h1")).hasText("First · 1.0");
        assertThat(page.locator("#files [data-file='app.zip']")).containsText("7 bytes");
        assertThat(page.locator("#files [data-file='manual.pdf']")).containsText("10 bytes");
        page.reload();
        assertThat(page.locator("#files tbody tr")).hasCount(2);
        String id = page.url().substring(page.url().lastIndexOf('/') + 1);
        Assertions.assertThat(admin.get("/v1/releases/" + id + "/artifacts/app.zip")
                        .expect(303)
                        .body())
                .contains("UPLOADED");
    }
}

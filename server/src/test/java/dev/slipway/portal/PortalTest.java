package dev.slipway.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What customers do in a browser with what they bought. */
class PortalTest extends BrowserSuite {
    private static final String WINDOWS =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    private static final byte[] SETUP = "MZ, a program for Windows".getBytes(StandardCharsets.UTF_8);
    private static final String LONG = "a-name-that-nobody-wraps-by-hand".repeat(6);

    private Client publisher;

    @BeforeAll
    void preparePublisher() {
        publisher = admin.with("Content-Type", "application/json");
    }

    private String product(String name, String members) {
        return publisher
                .post(
                        "/v3/products",
                        "{\"name\":\"%s\",\"displayName\":\"%s\"%s}".formatted(Vendor.unique(name), name, members))
                .expect(201)
                .text("/id");
    }

    private String draft(String product, String version, String members) {
        return publisher
                .post("/v3/releases", """
                        {"name":"Spring","version":"%s","platforms":["windows","linux"],"productId":"%s"%s}""".formatted(version, product, members))
                .expect(201)
                .text("/id");
    }

    private String publish(String release) {
        publisher.post("/v3/releases/" + release + "/publish", "").expect(200);
        return release;
    }

    private String published(String product, String version, String members) {
        return publish(draft(product, version, members));
    }

    private void upload(String release, String name, byte[] content) {
        publisher.send("PUT", "/v3/" + release + "/" + name, content).expect(200);
    }

    private void external(String release, String name, String url) {
        publisher.post("/v3/release-files", """
                {"name":"%s","url":"%s","size":37580,"checksum":"1239d72ef6ff110ef63a803120728907","secured":false,
                "releaseId":"%s"}""".formatted(name, url, release)).expect(201);
    }

    private Reply license(String product, String members) {
        return publisher
                .post("/v3/licenses", "{\"productId\":\"%s\"%s}".formatted(product, members))
                .expect(201);
    }

    private void signInWithKey(Page window, String key) {
        window.navigate("/portal");
        window.getByLabel("License key").fill(key);
        window.keyboard().press("Enter");
    }

    private void signInAsUser(Page window, Reply user) {
        window.navigate("/portal/sign-in/password");
        window.getByLabel("E-mail address").fill(user.text("/data/attributes/email"));
        window.getByLabel("Password").fill(Vendor.PASSWORD);
        window.keyboard().press("Enter");
    }

    private static Locator heading(Page window) {
        return window.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator link(Page window, String name) {
        return window.locator("main")
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoHoldsAKeyFindsTheNewestReleaseAndFetchesTheFileForTheirPlatform() throws IOException {
        String product = product("Kite", "");
        String release = draft(product, "2.3.0.17", """
                ,"notes":"# Faster\\n\\n* starts **at once** <script>alert(1)</script>\\n* [site](javascript:alert(1)) too"\
                """);
        upload(release, "kite.deb", "for Linux".getBytes(StandardCharsets.UTF_8));
        upload(release, "kite-setup.exe", SETUP);
        upload(release, LONG + ".zip", "for all".getBytes(StandardCharsets.UTF_8));
        published(product, "2.2", "");
        publish(release);
        String key = license(product, "").text("/key");
        Page window = newWindow(new NewContextOptions().setUserAgent(WINDOWS));

        window.navigate("/portal");
        assertThat(window).hasTitle("Sign in · Downloads");
        assertAccessible(window);
        screenshots(window, "portal-sign-in");
        window.getByLabel("License key").fill(key + "X");
        window.keyboard().press("Enter");
        assertThat(window.getByRole(AriaRole.ALERT)).containsText("There is no license with this key");
        window.getByLabel("License key").fill("  " + key + " ");
        window.keyboard().press("Enter");

        assertThat(heading(window)).hasText("Releases");
        assertThat(window.locator(".releases > li")).hasCount(2);
        assertThat(window.locator(".releases > li").first()).containsText("Kite 2.3.0.17");
        assertThat(link(window, "Download kite-setup.exe")).isVisible();
        assertAccessible(window);
        assertLight(window, "/portal/releases");
        screenshots(window, "portal-releases");
        link(window, "Kite 2.3.0.17").click();

        assertThat(heading(window)).hasText("Kite 2.3.0.17");
        assertThat(window.locator("h3").first()).hasText("Windows Yours");
        assertThat(window.locator("h3")).hasCount(4);
        Locator file = window.getByLabel("Files for Windows").locator("tbody tr");
        assertThat(file).containsText(sha256(SETUP));
        assertThat(file).containsText(SETUP.length + " bytes");
        assertThat(window.locator(".notes strong")).hasText("at once");
        assertThat(window.locator(".notes script, .notes a")).hasCount(0);
        assertThat(window.locator("section[aria-labelledby=covered-title]")).containsText("License for Kite");
        assertAccessible(window);
        assertLight(window, "/portal/releases/" + release);
        screenshots(window, "portal-release");

        Download fetched = window.waitForDownload(
                () -> link(window, "Download kite-setup.exe").click());
        assertThat(fetched.suggestedFilename()).isEqualTo("kite-setup.exe");
        assertThat(Files.readAllBytes(fetched.path())).isEqualTo(SETUP);
        assertThat(heading(window)).hasText("Kite 2.3.0.17");
    }

    @Test
    void whoHoldsSeveralLicensesSeesWhatEachCovers() {
        String kite = product("Kite", "");
        String boat = product("Boat", "");
        published(kite, "1.0", "");
        published(kite, "2.0", "");
        published(boat, "4.1", "");
        Reply user = vendor.user("user");
        String owned = ",\"userId\":\"%s\"".formatted(user.id());
        String maintenance =
                publisher.post("/v3/maintenance-policies", """
                        {"name":"Year","validity":31536000,"allowMajorVersionUpdates":false,"allowMinorVersionUpdates":true}""").expect(201).text("/id");
        license(boat, owned + ",\"maintenancePolicyId\":\"%s\"".formatted(maintenance));
        license(kite, owned + ",\"maxAllowedReleaseVersion\":\"1.5\"");
        String policy = vendor.policy(kite, "\"duration\":86400,\"expirationStrategy\":\"REVOKE_ACCESS\"");
        String code = vendor.entitlement(Vendor.unique("CLOUD"));
        admin.post("/v1/policies/" + policy + "/entitlements", """
                        {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(code))
                .expect(200);
        String timed = vendor.licenseOf(policy, user.id()).id();
        admin.post("/v1/licenses/" + timed + "/actions/suspend", "").expect(200);

        signInAsUser(page, user);

        assertThat(page.locator(".releases > li")).hasCount(2);
        assertThat(link(page, "Kite 2.0")).hasCount(0);
        page.getByLabel("Product").selectOption(boat);
        assertThat(page.locator(".releases > li")).hasCount(1);
        assertThat(link(page, "Boat 4.1")).isVisible();
        page.getByLabel("Name or version").fill("nothing like it");
        assertThat(page.getByText("No release fits")).isVisible();
        link(page, "Show all releases").click();
        assertThat(page.locator(".releases > li")).hasCount(2);

        page.locator(".side").getByText("Licenses").click();
        Locator licenses = page.locator(".releases > li");
        assertThat(licenses).hasCount(3);
        Locator suspended = page.locator("[id='" + timed + "']");
        assertThat(suspended).containsText("Suspended");
        assertThat(suspended).containsText("All until then, none afterwards");
        assertThat(suspended).containsText("CLOUD");
        Locator maintained = licenses.filter(new Locator.FilterOptions().setHasText("Boat"));
        assertThat(maintained).containsText("New releases until");
        assertThat(maintained).containsText("Those that begin with the same number as the one you run");
        assertThat(licenses.filter(new Locator.FilterOptions().setHasText("Up to 1.5")))
                .containsText("Without end");
        assertAccessible(page);
        assertLight(page, "/portal/licenses");
        screenshots(page, "portal-licenses");
    }

    @Test
    void nothingElseIsThere() {
        String product = product("Kite", "");
        String privately = draft(product, "1.1", ",\"private\":true");
        upload(privately, "kite.exe", SETUP);
        publish(privately);
        String archived = published(product, "1.2", "");
        publisher.post("/v3/releases/" + archived + "/archive", "").expect(200);
        String unfinished = draft(product, "1.3", "");
        String foreign = published(product("Boat", ""), "1.0", "");
        signInWithKey(page, license(product, "").text("/key"));

        assertThat(page.getByText("There is nothing to download for you now")).isVisible();
        assertAccessible(page);
        screenshots(page, "portal-releases-empty");
        for (String id : new String[] {privately, archived, unfinished, foreign, "nonsense"}) {
            page.navigate("/portal/releases/" + id);
            assertThat(heading(page)).hasText("There is nothing here");
        }
        String file = publisher
                .get("/v3/release-files?releaseId=" + privately)
                .expect(200)
                .text("/0/id");
        page.navigate("/portal/releases/" + privately + "/files/" + file);
        assertThat(heading(page)).hasText("There is nothing here");
        assertAccessible(page);
        page.navigate("/licenses");
        assertThat(heading(page)).hasText("Sign in");
    }

    @Test
    void filesKeptElsewhereAreFetchedThereAndGuardedOnesThroughUs() {
        String elsewhere = "https://files.example/kite.dmg";
        String linked = product("Kite", "");
        String open = draft(linked, "1.0", "");
        external(open, "kite.dmg", elsewhere);
        publish(open);
        signInWithKey(page, license(linked, "").text("/key"));
        assertThat(heading(page)).hasText("Releases");
        page.navigate("/portal/releases/" + open);
        assertThat(link(page, "Download kite.dmg")).hasAttribute("href", elsewhere);
        assertThat(page.getByLabel("Files for macOS")).containsText("from files.example");
        assertThat(page.getByLabel("Files for macOS")).containsText("1239d72ef6ff110ef63a803120728907");

        String guarded = product("Boat", ",\"externalFiles\":\"GUARDED\"");
        String kept = draft(guarded, "1.0", "");
        external(kept, "kite.dmg", elsewhere);
        publish(kept);
        Page other = newWindow();
        signInWithKey(other, license(guarded, "").text("/key"));
        assertThat(heading(other)).hasText("Releases");
        other.navigate("/portal/releases/" + kept);
        assertThat(link(other, "Download kite.dmg"))
                .hasAttribute("href", Pattern.compile("/portal/releases/" + kept + "/files/.+"));
        assertThat(other.content()).doesNotContain(elsewhere);
    }

    @Test
    void whoHoldsNothingIsToldWhatToDo() {
        signInAsUser(page, vendor.user("user"));
        assertThat(page.getByText("You hold no license yet")).isVisible();
        page.navigate("/portal/licenses");
        assertThat(page.getByText("You hold no license yet")).isVisible();
        assertAccessible(page);
        screenshots(page, "portal-licenses-empty");
    }

    @Test
    void whoMayNotComeInIsToldWhy() {
        String product = product("Kite", "");
        Reply stopped = license(product, "");
        admin.post("/v1/licenses/" + stopped.text("/id") + "/actions/suspend", "")
                .expect(200);
        signInWithKey(page, stopped.text("/key"));
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This license is suspended");

        String keyless = vendor.policy(product, "\"authenticationStrategy\":\"TOKEN\"");
        signInWithKey(page, vendor.license(keyless, "").text("/data/attributes/key"));
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("use your e-mail address and password instead");
        link(page, "Sign in with your e-mail address and password instead").click();
        page.getByLabel("E-mail address").fill(TestServer.ADMIN_EMAIL);
        page.getByLabel("Password").fill("wrong horse");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The e-mail address or the password is wrong.");
        page.getByLabel("Password").fill(TestServer.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("as one of the vendor's people, sign in at /sign-in");
        assertAccessible(page);
        screenshots(page, "portal-sign-in-refused");
        page.getByText("Go to the vendor's own pages").click();
        assertThat(heading(page)).hasText("Sign in");
    }

    @Test
    void aSuspendedLicenseIsSignedOutAtOnceAndWhoeverLikesSignsOut() {
        Reply license = license(product("Kite", ""), "");
        signInWithKey(page, license.text("/key"));
        assertThat(heading(page)).hasText("Releases");
        admin.post("/v1/licenses/" + license.text("/id") + "/actions/suspend", "")
                .expect(200);
        page.reload();
        assertThat(heading(page)).hasText("Your downloads");

        admin.post("/v1/licenses/" + license.text("/id") + "/actions/reinstate", "")
                .expect(200);
        signInWithKey(page, license.text("/key"));
        page.locator(".bar-end summary").press("Enter");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign out").setExact(true))
                .press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("You are signed out.");
        page.navigate("/portal/licenses");
        assertThat(page).hasURL(server.url() + "/portal/sign-in?next=%2Fportal%2Flicenses");
    }
}

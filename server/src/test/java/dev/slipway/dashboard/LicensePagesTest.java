package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.Backstage;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What support does with licenses in a browser, and what the API then says. */
class LicensePagesTest extends BrowserSuite {
    private static final String LONG_NAME =
            "A customer whose name somebody meant seriously ".repeat(4) + "x".repeat(40);

    private String open(Reply license) {
        signIn();
        String path = "/licenses/" + license.id();
        page.navigate(path);
        return path;
    }

    private void click(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private Reply shown(String id) {
        return admin.get("/v1/licenses/" + id).expect(200);
    }

    private static String name(Reply license) {
        return license.text("/data/attributes/name");
    }

    private Locator standing() {
        return page.locator(".head .standing");
    }

    private String release(String product, String version, String status, String more) {
        String channel = version.contains("beta") ? "beta" : "stable";
        return admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"%s","channel":"%s","status":"%s"},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}%s}}}""".formatted(version, channel, status, product, more))
                .expect(201)
                .id();
    }

    @Test
    void aLicenseIsIssuedAndFoundByItsKey() {
        String product = vendor.product();
        String policy = vendor.policy(product, "");
        Reply owner = vendor.user("user");
        String email = owner.text("/data/attributes/email");
        signIn();
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Licenses").setExact(true))
                .click();
        page.getByText("Issue a license").click();

        page.getByLabel("Policy").selectOption(policy);
        page.getByLabel("Name").fill(LONG_NAME);
        page.getByLabel("Owner").fill("nobody@example.com");
        page.getByLabel("Greatest version").fill("two");
        click("Issue the license");
        assertThat(page.getByText("Owner is nobody known: add the user first.")).isVisible();
        assertAccessible(page);
        screenshots(page, "license-new");

        page.getByLabel("Owner").fill(email);
        click("Issue the license");
        assertThat(page.getByText("Greatest version must be a version of two to four numbers"))
                .isVisible();
        page.getByLabel("Greatest version").fill("2.5");
        page.getByLabel("Last day").fill("2099-12-30");
        page.getByLabel("Key").fill("ABC-DEF-" + product);
        click("Issue the license");
        assertThat(page.getByText("The license was issued.")).isVisible();

        String id = page.url().replaceFirst(".*/", "");
        assertThat(shown(id).text("/data/attributes/key")).isEqualTo("ABC-DEF-" + product);
        assertThat(shown(id).text("/data/attributes/expiry")).isEqualTo("2099-12-31T00:00:00.000Z");
        assertThat(shown(id).text("/data/relationships/owner/data/id")).isEqualTo(owner.id());

        page.navigate("/licenses");
        page.getByLabel("Key").fill("ABC");
        click("Find");
        assertThat(page.getByText("Key belongs to no license.")).isVisible();
        page.getByLabel("Key").fill("ABC-DEF-" + product);
        click("Find");
        assertThat(page).hasURL(server.url() + "/licenses/" + id);
        assertThat(page.locator("h1")).hasText(LONG_NAME);
        assertThat(page.getByText("ABC-DEF-" + product)).isHidden();
        page.getByText("Show the key").click();
        assertThat(page.getByText("ABC-DEF-" + product)).isVisible();
    }

    @Test
    void licensesAreFoundByPartsOfTheirNameOwnerAndProductAndByStatus() {
        String product = vendor.product();
        String policy = vendor.policy(product, "");
        Reply owner = vendor.user("user");
        vendor.licenseOf(policy, owner.id());
        Reply suspended = vendor.license(policy, "");
        admin.post("/v1/licenses/" + suspended.id() + "/actions/suspend", "").expect(200);
        vendor.license(vendor.policy(vendor.product(), ""), "");
        signIn();
        page.navigate("/licenses");
        Locator rows = page.locator("tbody tr");

        page.getByLabel("Product").selectOption(product);
        assertThat(rows).hasCount(2);
        assertThat(page).hasURL(Pattern.compile("product=" + product));
        page.getByLabel("Status").selectOption("SUSPENDED");
        assertThat(rows).containsText(new String[] {suspended.text("/data/attributes/name")});
        page.getByLabel("Status").selectOption("");
        String email = owner.text("/data/attributes/email");
        page.getByLabel("Text").fill(email.substring(0, email.indexOf('@') + 3).toUpperCase(Locale.ROOT));
        assertThat(rows).containsText(new String[] {email});
        page.getByLabel("Product").selectOption("");
        page.getByLabel("Text").fill(name(suspended).substring(0, 9));
        assertThat(rows.filter(new Locator.FilterOptions().setHasText(name(suspended))))
                .hasCount(1);
        page.getByLabel("Text")
                .fill(admin.get("/v1/products/" + product).expect(200).text("/data/attributes/name"));
        assertThat(rows).hasCount(2);
        page.getByLabel("Text").fill(suspended.text("/data/attributes/key"));
        assertThat(rows).hasCount(1);
        page.getByLabel("Text").fill("nobody@example.com");
        assertThat(page.getByText("No license is like that")).isVisible();

        page.getByText("Show all licenses").click();
        assertThat(rows.first()).isVisible();
        assertAccessible(page);
        assertLight(page, "/licenses");
        screenshots(page, "licenses");
    }

    @Test
    void supportStopsALicenseAndLetsItGoOn() {
        Reply license = vendor.license(vendor.policy(vendor.product(), "\"duration\":86400"), "");
        open(license);

        click("Suspend");
        assertThat(page.getByText("The license is suspended.")).isVisible();
        assertThat(standing()).hasText("Suspended");
        assertThat(shown(license.id()).text("/data/attributes/status")).isEqualTo("SUSPENDED");
        click("Reinstate");
        assertThat(page.getByText("The license can be used again.")).isVisible();

        String expiry = shown(license.id()).text("/data/attributes/expiry");
        click("Renew");
        assertThat(page.getByText("The license was renewed.")).isVisible();
        assertThat(shown(license.id()).text("/data/attributes/expiry")).isGreaterThan(expiry);

        page.getByText("Revoke…").click();
        click("Revoke the license");
        assertThat(page.getByText("The license is revoked.")).isVisible();
        assertThat(standing()).hasText("Revoked");
        assertThat(page.getByText("Revoke…")).hasCount(0);
        click("Reinstate");
        assertThat(standing()).not().hasText("Revoked");

        page.getByText("Delete…").click();
        click("Delete the license");
        assertThat(page.getByText("The license was deleted.")).isVisible();
        admin.get("/v1/licenses/" + license.id()).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void whatNoLongerFitsIsToldOnThePage() {
        Reply license = vendor.license(vendor.policy(vendor.product(), ""), "");
        open(license);
        admin.post("/v1/licenses/" + license.id() + "/actions/suspend", "").expect(200);

        click("Suspend");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("already suspended");
        assertThat(standing()).hasText("Suspended");
    }

    @Test
    void entitlementsAreItsOwnOrThoseOfItsPolicy() {
        String policy = vendor.policy(vendor.product(), "");
        String inherited = Vendor.unique("INHERITED");
        String own = Vendor.unique("OWN");
        String ownId = vendor.entitlement(own);
        admin.post("/v1/policies/" + policy + "/entitlements", """
                        {"data":[{"type":"entitlements","id":"%s"}]}""".formatted(vendor.entitlement(inherited)))
                .expect(200);
        Reply license = vendor.license(policy, "");
        open(license);
        Locator rows = page.locator("section[aria-labelledby=entitlements] tbody tr");
        assertThat(rows).containsText(new String[] {"Its policy"});
        assertThat(rows.first().getByRole(AriaRole.BUTTON)).hasCount(0);

        page.getByLabel("Another entitlement").selectOption(ownId);
        click("Give");

        assertThat(rows).hasCount(2);
        assertThat(rows.filter(new Locator.FilterOptions().setHasText(own))).containsText("The license itself");
        assertThat(admin.get("/v1/licenses/" + license.id() + "/entitlements")
                        .expect(200)
                        .ids())
                .contains(ownId);
        click("Take " + own + " away");
        assertThat(rows).hasCount(1);
        assertThat(page.getByText("The license no longer holds the entitlement."))
                .isVisible();
    }

    @Test
    void aTokenIsShownOnceAndWorksUntilItIsRevoked() {
        Reply license = vendor.license(vendor.policy(vendor.product(), ""), "");
        String path = open(license);

        page.getByLabel("Name of a new token").fill("Build machine");
        page.getByLabel("Last day").fill("2099-12-30");
        click("Make a token");

        String secret = page.locator(".alert .command code").textContent();
        assertAccessible(page);
        screenshots(page, "license-token");
        assertThat(server.anonymous()
                        .withToken(secret)
                        .get("/v1/me")
                        .expect(200)
                        .id())
                .isEqualTo(license.id());
        page.navigate(path);
        assertThat(page.getByText(secret)).hasCount(0);
        assertThat(page.locator("section[aria-labelledby=tokens] tbody tr")).containsText("Build machine");

        click("Revoke Build machine");
        assertThat(page.getByText("The token is worthless now.")).isVisible();
        server.anonymous().withToken(secret).get("/v1/me").expect(401);
    }

    @Test
    void usersAreAddedByTheirAddresses() {
        Reply license = vendor.license(vendor.policy(vendor.product(), ""), "");
        String email = vendor.user("user").text("/data/attributes/email");
        open(license);

        page.getByLabel("E-mail address of another user").fill("nobody@example.com");
        click("Add");
        assertThat(page.getByText("is nobody known")).isVisible();
        page.getByLabel("E-mail address of another user").fill(email);
        click("Add");

        Locator rows = page.locator("section[aria-labelledby=users] tbody tr");
        assertThat(rows).containsText(email);
        assertAccessible(page);
        assertLight(page, "/licenses/" + license.id());
        screenshots(page, "license");
        click("Remove " + email);
        assertThat(rows).hasCount(0);
    }

    @Test
    void thePageTellsWhatALicenseCanSeeAndWhyNot() {
        String product = vendor.product();
        String code = Vendor.unique("PLUS");
        Reply license = vendor.license(vendor.policy(product, ""), "");
        release(product, "1.0.0", "PUBLISHED", "");
        release(product, "1.1.0", "PUBLISHED", "");
        release(product, "1.2.0-beta.1", "PUBLISHED", "");
        release(product, "1.3.0", "DRAFT", "");
        release(product, "1.4.0", "PUBLISHED", """
                ,"constraints":{"data":[{"type":"constraints","relationships":{"entitlement":{"data":{
                "type":"entitlements","id":"%s"}}}}]}""".formatted(vendor.entitlement(code)));
        open(license);

        page.getByText("What can this license see?").click();

        Locator table = page.getByLabel("The releases of its product");
        assertThat(row(table, "1.0.0")).containsText("Yes");
        assertThat(row(table, "1.3.0")).containsText("It is a draft");
        assertThat(row(table, "1.4.0")).containsText("No");
        assertThat(row(table, "1.4.0")).containsText("The license lacks entitlements that it takes: " + code);

        page.getByLabel("Installed version").fill("1.0.0");
        click("Ask");
        assertThat(page.locator("#answer")).hasText("From 1.0.0 it is offered 1.1.0.");
        Locator newer = page.getByLabel("Newer releases that are not offered");
        assertThat(row(newer, "1.2.0-beta.1")).containsText("It is in a channel that is not followed");
        assertThat(row(newer, "1.4.0")).containsText(code);
        assertAccessible(page);
        assertLight(page, "/licenses/" + license.id() + "/releases");
        screenshots(page, "license-releases");

        page.getByLabel("Installed version").fill("9.9.9");
        click("Ask");
        assertThat(page.getByText("Installed version is no release of the license's product."))
                .isVisible();
        admin.post("/v1/licenses/" + license.id() + "/actions/suspend", "").expect(200);
        page.getByLabel("Installed version").fill("1.0.0");
        click("Ask");
        assertThat(page.locator("#answer")).containsText("The license is suspended");
    }

    @Test
    void thePageTellsWhatAnInstallationThatCountsInDottedVersionsIsOffered() {
        String product = vendor.product("\"metadata\":{\"versionScheme\":\"DOTTED\"}");
        Reply license = vendor.license(vendor.policy(product, ""), "");
        for (String version : new String[] {"1.1", "1.2"}) {
            Reply made = admin.with("Content-Type", "application/json")
                    .post("/v3/releases", """
                            {"name":"R","version":"%s","platforms":["windows"],"productId":"%s"}""".formatted(version, product))
                    .expect(201);
            if (version.equals("1.1")) {
                admin.post("/v1/releases/" + made.text("/id") + "/actions/publish", "")
                        .expect(200);
            }
        }
        open(license);
        page.getByText("What can this license see?").click();

        page.getByLabel("Installed version").fill("1.0.0.7");
        page.getByLabel("Platform").fill("Windows");
        click("Ask");
        assertThat(page.locator("#answer")).hasText("From 1.0.0.7 it is offered 1.1.");
        assertThat(row(page.getByLabel("Newer releases that are not offered"), "1.2"))
                .containsText("It is a draft");
        assertAccessible(page);
        screenshots(page, "license-updates");
        page.getByLabel("Platform").fill("macos");
        click("Ask");
        assertThat(row(page.getByLabel("Newer releases that are not offered"), "1.1"))
                .containsText("It is not for the platform that was asked for");
        new Backstage(server).limit(license.id(), "1.0");
        page.getByLabel("Platform").fill("windows");
        click("Ask");
        assertThat(page.locator("#answer")).containsText("it is told of 1.1, and that it may not have it");
        page.getByLabel("Installed version").fill("one");
        click("Ask");
        assertThat(page.getByText("must be a version of two to four numbers")).isVisible();
        admin.post("/v1/licenses/" + license.id() + "/actions/suspend", "").expect(200);
        page.getByLabel("Installed version").fill("1.0");
        click("Ask");
        assertThat(page.locator("#answer")).containsText("Its question is refused: The license is suspended");
    }

    private static Locator row(Locator table, String version) {
        return table.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(version));
    }

    @Test
    void whoMayOnlyReadIsOfferedNothingElse() {
        Reply license = vendor.license(vendor.policy(vendor.product(), ""), "");
        Reply reader = vendor.user("read-only");
        signIn(page, reader.text("/data/attributes/email"), Vendor.PASSWORD);
        page.navigate("/licenses");
        assertThat(page.getByText("Issue a license")).hasCount(0);

        page.navigate("/licenses/" + license.id());

        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator("main form")).hasCount(0);
        assertThat(page.locator("main details.confirm")).hasCount(0);
        assertThat(page.getByText("What can this license see?")).isVisible();
    }

    @Test
    void whereNothingIsYetThePagesSayWhatToDo() {
        try (TestServer empty = TestServer.start(Engine.SQLITE)) {
            expectRequestsTo(empty.url());
            page.navigate(empty.url() + "/sign-in?next=/licenses");
            page.getByLabel("E-mail address").fill(TestServer.ADMIN_EMAIL);
            page.getByLabel("Password").fill(TestServer.ADMIN_PASSWORD);
            page.keyboard().press("Enter");

            assertThat(page.getByText("There are no licenses yet")).isVisible();
            screenshots(page, "licenses-empty");
            page.getByText("Issue the first one").click();
            assertThat(page.getByText("There are no policies yet")).isVisible();
            assertAccessible(page);
        }
    }
}

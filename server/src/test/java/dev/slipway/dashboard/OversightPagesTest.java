package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How the account is doing, what happened in it, and what it decides for itself. */
class OversightPagesTest extends BrowserSuite {
    private void click(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .first()
                .click();
    }

    private Reply release(String product, String version) {
        return admin.post("/v1/releases", """
                        {"data":{"type":"releases","attributes":{"version":"%s","channel":"stable"},
                         "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(version, product)).expect(201);
    }

    /** Counters are written a moment after what they count. */
    private void waitForCounters(String release) {
        for (int attempt = 0; attempt < 100; attempt++) {
            Reply reply = admin.get("/v1/releases/" + release).expect(200);
            if (reply.json().toString().contains("\"upgrades\":1")) {
                return;
            }
            page.waitForTimeout(50);
        }
    }

    @Test
    void theLogIsNarrowedDownAndAnEntryReadInFull() {
        String product = vendor.product();
        release(product, "1.0.0");
        signIn();
        follow("Events");
        assertThat(page.locator("tbody tr").first()).containsText("Release created");
        assertAccessible(page);
        assertLight(page, "/events");

        page.getByLabel("Event").fill("product.created");
        page.getByLabel("Id of the thing").fill(product);
        click("Filter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        follow("Product created");
        assertThat(page.getByText("You", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertAccessible(page);
        follow("All that happened to it");
        assertThat(page.locator("tbody tr")).hasCount(1);

        page.navigate("/events?from=yesterday");
        assertThat(page.locator(".invalid-feedback")).containsText("must be a day");
        page.navigate("/events?resource=nothing");
        assertThat(page.getByText("Nothing fits")).isVisible();
    }

    @Test
    void longLogsGoOnFromPartToPart() {
        for (int i = 0; i < 27; i++) {
            vendor.product();
        }
        signIn();
        page.navigate("/events?event=product.created");
        assertThat(page.locator("tbody tr")).hasCount(25);
        String newest = page.locator("tbody tr").first().textContent();
        follow("Older");
        assertThat(page).hasURL(Pattern.compile("event=product.created&after="));
        assertThat(page.locator("tbody tr").first()).not().hasText(newest);
        follow("Newest");
        assertThat(page.locator("tbody tr").first()).hasText(newest);
    }

    @Test
    void theAccountIsRenamedAndPinnedToAVersion() {
        signIn();
        follow("Settings");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Tools & Sons");
        page.getByLabel("Domain").fill("no domain");
        page.getByLabel("API version").selectOption("1.7");
        click("Save");
        assertThat(page.locator(".invalid-feedback")).containsText("must be a host name");
        page.getByLabel("Domain").fill("");
        click("Save");
        assertThat(page.getByText("The account was changed.")).isVisible();
        String account = "/v1/accounts/" + server.account().id();
        assertThat(admin.get(account).expect(200).text("/data/attributes/name")).isEqualTo("Tools & Sons");
        assertThat(admin.get(account).expect(200).header("Keygen-Version")).contains("1.7");
        assertThat(page.getByText(server.account().verifyKey(), new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        page.getByLabel("API version").selectOption("");
        click("Save");
        assertAccessible(page);
        assertLight(page, "/settings");
    }

    @Test
    void whatNewCustomersMayDoIsDecidedAndUndone() {
        signIn();
        page.navigate("/settings");
        page.getByText("What new customers may do").click();
        Locator group = page.locator("details:has-text('What new customers may do')");
        group.getByLabel("account.read", new Locator.GetByLabelOptions().setExact(true))
                .check();
        group.getByRole(AriaRole.BUTTON).first().click();
        assertThat(page.getByText("What new customers may do: decided here")).isVisible();
        assertThat(admin.get("/v1/accounts/" + server.account().id() + "/settings/default_user_permissions")
                        .expect(200)
                        .body())
                .contains("account.read");
        page.getByText("What new customers may do").click();
        click("Go back to the usual");
        assertThat(page.getByText("What new customers may do: as usual")).isVisible();
    }

    @Test
    void healthNamesEveryPart() {
        signIn();
        follow("Health");
        assertThat(page.getByText("Everything works.")).isVisible();
        assertThat(page.locator("tbody tr")).hasCount(4);
        assertAccessible(page);
        assertLight(page, "/health");
    }

    @Test
    void theOverviewTellsWhatIsDoneAndWhatIsToDo() {
        String product = vendor.product();
        String draft = release(product, "9.8.7").id();
        String license = vendor.license(vendor.policy(product, ""), "").id();
        String first = release(product, "1.0.0").id();
        String second = release(product, "1.1.0").id();
        admin.post("/v1/releases/" + first + "/actions/publish", "").expect(200);
        admin.post("/v1/releases/" + second + "/actions/publish", "").expect(200);
        admin.post(
                        "/v1/licenses/" + license + "/actions/validate",
                        "{\"meta\":{\"scope\":{\"version\":\"1.1.0\",\"product\":\"" + product + "\"}}}")
                .expect(200);
        admin.get("/v1/releases/" + first + "/upgrade").expect(200);
        waitForCounters(second);
        signIn();
        page.navigate("/");

        assertThat(page).hasURL(server.url() + "/overview");
        assertThat(page.getByText("What happened lately")).isVisible();
        assertThat(page.getByText("0 downloads and 1 upgrade in 30 days, in UTC"))
                .isVisible();
        assertThat(page.locator("canvas")).hasCount(2);
        page.getByText("The numbers").first().click();
        assertThat(page.locator("#days tbody tr").last().locator("td").last()).hasText("1");
        page.getByText("The numbers").first().click();
        assertAccessible(page);
        assertLight(page, "/overview");
        follow("9.8.7");
        assertThat(page).hasURL(server.url() + "/releases/" + draft);

        Page plain = newWindow(new NewContextOptions().setJavaScriptEnabled(false));
        signIn(plain, TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
        assertThat(plain.locator("#days tbody tr")).hasCount(30);
        assertThat(plain.locator("#versions")).containsText("1.1.0");
    }

    @Test
    void supportSeesNothingThatIsNotTheirs() {
        Reply agent = vendor.user("support-agent");
        signIn(page, agent.text("/data/attributes/email"), Vendor.PASSWORD);
        assertThat(page).hasURL(server.url() + "/overview");
        assertThat(page.getByText("What happened lately")).hasCount(0);
        assertThat(page.getByText("Failing webhooks")).hasCount(0);
        page.navigate("/events");
        assertThat(page.locator("h1")).not().hasText("Events");
    }
}

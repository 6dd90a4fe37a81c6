package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Engine;
import dev.slipway.testing.TestServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProductPagesTest extends BrowserSuite {
    private static final String LONG = "A product whose name somebody meant seriously ".repeat(5) + "x".repeat(24);

    @Test
    void productsAreListedNewestFirstInParts() {
        for (int i = 0; i < 26; i++) {
            vendor.product("\"code\":\"code-%d\"".formatted(i));
        }
        admin.post("/v1/products", """
                        {"data":{"type":"products","attributes":{"name":"%s","code":"%s",
                        "distributionStrategy":"OPEN","metadata":{"versionScheme":"DOTTED"}}}}""".formatted(LONG, "c".repeat(60))).expect(201);

        signIn();
        page.navigate("/products");

        assertThat(page.locator("tbody tr")).hasCount(25);
        assertThat(page.locator("tbody tr").first()).containsText(LONG);
        assertThat(page.locator("tbody tr").first()).containsText("Open");
        assertThat(page.locator("tbody tr").first()).containsText("Dotted");
        assertThat(page.locator("tbody tr").first()).containsText("Freezes releases");
        assertThat(page.getByText("1–25 of 27")).isVisible();
        assertAccessible(page);
        assertLight(page, "/products");

        page.getByText("Older").click();
        assertThat(page).hasURL(server.url() + "/products?page=2");
        assertThat(page.getByText("26–27 of 27")).isVisible();
        page.getByText("Newer").click();
        assertThat(page.getByText("1–25 of 27")).isVisible();
    }

    @Test
    void timesAreInTheVisitorsZoneAndInUtcOnHover() {
        vendor.product();
        Page window = newWindow(new NewContextOptions().setTimezoneId("Pacific/Kiritimati"));
        signIn(window, TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
        window.navigate("/products");

        var time = window.locator("tbody time").first();
        assertThat(time).hasAttribute("title", Pattern.compile("20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC"));
        assertThat(time).hasText(Pattern.compile("[A-Z][a-z]{2} \\d{1,2}, 20\\d\\d, .*"));
        Object shown = window.evaluate(
                "new Intl.DateTimeFormat('en-US', {dateStyle: 'medium', timeStyle: 'short', timeZone: 'Pacific/Kiritimati'})"
                        + ".format(new Date(document.querySelector('tbody time').dateTime))");
        assertThat(time).hasText(shown.toString());
    }

    @Test
    void whereNothingIsYetThePageSaysWhatToDo() {
        try (TestServer empty = TestServer.start(Engine.SQLITE)) {
            expectRequestsTo(empty.url());
            page.navigate(empty.url() + "/sign-in");
            page.getByLabel("E-mail address").fill(TestServer.ADMIN_EMAIL);
            page.getByLabel("Password").fill(TestServer.ADMIN_PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page).hasURL(empty.url() + "/overview");
            page.navigate(empty.url() + "/products");

            assertThat(page.getByText("There are no products yet")).isVisible();
            assertThat(page.locator(".command")).containsText("curl " + empty.url() + "/v1/products");
            assertAccessible(page);
            screenshots(page, "products-empty");
        }
    }

    @Test
    void onANarrowWindowThePagesAreInAMenu() {
        signIn();
        page.setViewportSize(360, 740);

        page.locator("summary[aria-label=Pages]").click();
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Products").setExact(true))
                .click();

        assertThat(page).hasURL(server.url() + "/products");
    }
}

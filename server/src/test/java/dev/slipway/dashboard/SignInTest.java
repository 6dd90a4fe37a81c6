package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignInTest extends BrowserSuite {
    private void expectHeading(Page window, String text) {
        assertThat(window.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(text);
    }

    private static void choose(Page window, String item) {
        window.locator(".bar-end summary").press("Enter");
        window.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(item).setExact(true))
                .press("Enter");
    }

    @Test
    void whoeverSignsInBeginsWithTheOverview() {
        page.navigate("/");
        assertThat(page).hasURL(server.url() + "/sign-in?next=%2F");
        assertThat(page).hasTitle("Sign in · Slipway");
        assertThat(page.getByLabel("Account")).not().isAttached();

        page.getByLabel("E-mail address").fill(TestServer.ADMIN_EMAIL);
        page.getByLabel("Password").fill(TestServer.ADMIN_PASSWORD);
        page.keyboard().press("Enter");

        assertThat(page).hasURL(server.url() + "/overview");
        expectHeading(page, "Overview");
        page.navigate("/sign-in");
        assertThat(page).hasURL(server.url() + "/overview");
    }

    @Test
    void whoeverWasOnTheWayElsewhereGoesOnThere() {
        page.navigate("/products?page=2");
        page.getByLabel("E-mail address").fill(TestServer.ADMIN_EMAIL);
        page.getByLabel("Password").fill(TestServer.ADMIN_PASSWORD);
        page.keyboard().press("Enter");

        assertThat(page).hasURL(server.url() + "/products?page=2");
    }

    @Test
    void nobodyIsLedAwayFromTheServer() {
        for (String elsewhere :
                new String[] {"https://evil.example/", "//evil.example", "/\\\\evil.example", "javascript:alert(1)"}) {
            Page window = newWindow();
            window.navigate("/sign-in?next=" + elsewhere);
            window.getByLabel("E-mail address").fill(TestServer.ADMIN_EMAIL);
            window.getByLabel("Password").fill(TestServer.ADMIN_PASSWORD);
            window.keyboard().press("Enter");

            assertThat(window).hasURL(server.url() + "/overview");
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownPersonAreToldTheSame() {
        signIn(page, TestServer.ADMIN_EMAIL, "wrong horse");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The e-mail address or the password is wrong.");
        assertThat(page.getByLabel("E-mail address")).hasValue(TestServer.ADMIN_EMAIL);
        assertThat(page.getByLabel("Password")).hasValue("");

        signIn(page, "nobody@example.com", TestServer.ADMIN_PASSWORD);
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The e-mail address or the password is wrong.");
        assertAccessible(page);
        screenshots(page, "sign-in-refused");
    }

    @Test
    void customersAreToldWhereTheirPagesAre() {
        signIn(page, vendor.user("user").text("/data/attributes/email"), Vendor.PASSWORD);

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("as a customer, sign in at /portal");
        page.navigate("/products");
        expectHeading(page, "Sign in");
    }

    @Test
    void whoeverSignsOutIsSignedOutHereOnly() {
        Page elsewhere = newWindow();
        signIn(elsewhere, TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
        signIn();
        assertThat(page).hasURL(server.url() + "/overview");

        choose(page, "Sign out");

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("You are signed out.");
        page.navigate("/products");
        expectHeading(page, "Sign in");
        elsewhere.reload();
        expectHeading(elsewhere, "Overview");
    }

    @Test
    void whoeverSignsOutEverywhereIsSignedOutOfAllBrowsers() {
        String email = vendor.user("developer").text("/data/attributes/email");
        Page elsewhere = newWindow();
        signIn(elsewhere, email, Vendor.PASSWORD);
        expectHeading(elsewhere, "Overview");
        signIn(page, email, Vendor.PASSWORD);

        choose(page, "Sign out everywhere");

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("You are signed out of 2 browsers.");
        elsewhere.reload();
        expectHeading(elsewhere, "Sign in");
    }

    @Test
    void anotherPasswordOrRoleEndsASessionAtOnce() {
        Reply user = vendor.user("developer");
        String email = user.text("/data/attributes/email");
        for (String change : new String[] {"\"role\":\"sales-agent\"", "\"password\":\"another sesame\""}) {
            signIn(page, email, Vendor.PASSWORD);
            expectHeading(page, "Overview");

            admin.patch("/v1/users/" + user.id(), """
                            {"data":{"type":"users","attributes":{%s}}}""".formatted(change)).expect(200);

            page.reload();
            expectHeading(page, "Sign in");
        }
    }

    @Test
    void whoeverIsRemovedIsSignedOut() {
        Reply user = vendor.user("developer");
        signIn(page, user.text("/data/attributes/email"), Vendor.PASSWORD);
        expectHeading(page, "Overview");

        admin.delete("/v1/users/" + user.id()).expect(204);

        page.reload();
        expectHeading(page, "Sign in");
    }

    @Test
    void theChosenColorsStay() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.navigate("/sign-in");
        assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");

        choose(page, "Light");

        assertThat(page).hasURL(server.url() + "/sign-in");
        assertThat(page.locator("html")).hasAttribute("data-bs-theme", "light");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-bs-theme", "light");
        choose(page, "As the system");
        assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");
    }

    @Test
    void everythingWorksWithoutScripts() {
        Page window = newWindow(new NewContextOptions().setJavaScriptEnabled(false));
        signIn(window, TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
        expectHeading(window, "Overview");

        choose(window, "Dark");
        assertThat(window.locator("html")).hasAttribute("data-bs-theme", "dark");
        choose(window, "Sign out");
        expectHeading(window, "Sign in");
    }

    @Test
    void everythingWorksWithTheKeyboard() {
        page.navigate("/sign-in");
        page.keyboard().type(TestServer.ADMIN_EMAIL);
        page.keyboard().press("Tab");
        page.keyboard().type(TestServer.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        expectHeading(page, "Overview");

        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to the content")).isFocused();
        page.locator(".bar-end summary").press("Enter");
        assertThat(page.getByText("Sign out everywhere")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByText("Sign out everywhere")).not().isVisible();
        assertThat(page.locator(".bar-end summary")).isFocused();
    }

    @Test
    void theSignInPageIsAccessibleAndLight() {
        page.navigate("/sign-in");
        assertAccessible(page);
        page.locator(".bar-end summary").click();
        assertAccessible(page);
        assertLight(page, "/sign-in");
        page.keyboard().press("Escape");
        screenshots(page, "sign-in");
    }

    @Test
    void whatIsNotThereSaysSoInTheSameDesign() {
        page.navigate("/no-such-page");
        expectHeading(page, "There is nothing here");
        assertAccessible(page);

        signIn();
        page.navigate("/no/such/page");
        expectHeading(page, "There is nothing here");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Products")))
                .isVisible();
        screenshots(page, "not-found");
        choose(page, "Dark");
        assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");
    }

    @Test
    void anUnusedSessionEnds() {
        // The clock is everybody's: what others are doing must not be in between.
        Page window = newWindow();
        signIn(window, TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
        expectHeading(window, "Overview");
        server.clock().advance(Duration.ofHours(47));
        window.reload();
        expectHeading(window, "Overview");
        server.clock().advance(Duration.ofHours(47));
        window.reload();
        expectHeading(window, "Overview");

        server.clock().advance(Duration.ofHours(49));
        window.reload();

        expectHeading(window, "Sign in");
    }
}

package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.TestServer;
import org.junit.jupiter.api.Test;

class SignInTest extends BrowserSuite {
    @Test
    void whoeverSignsInBeginsWithTheProducts() {
        page.navigate("/");
        assertThat(page).hasURL(server.url() + "/sign-in?next=%2F");
        assertThat(page).hasTitle("Sign in · Slipway");

        page.getByLabel("E-mail address").fill(TestServer.ADMIN_EMAIL);
        page.getByLabel("Password").fill(TestServer.ADMIN_PASSWORD);
        page.keyboard().press("Enter");

        assertThat(page).hasURL(server.url() + "/products");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Products");
    }
}

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
import org.junit.jupiter.api.Test;

/** People and tokens, as an administrator keeps them in a browser. */
class UserPagesTest extends BrowserSuite {
    private void click(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .click();
    }

    @Test
    void aColleagueIsAddedAndGetsAnotherRole() {
        String email = Vendor.unique("colleague") + "@example.com";
        signIn();
        follow("Users");
        follow("Add a user");

        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("New password").fill("short");
        page.getByLabel("Role").selectOption("support-agent");
        click("Add the user");
        assertThat(page.locator(".invalid-feedback")).containsText("password");
        page.getByLabel("New password").fill("long enough");
        click("Add the user");

        assertThat(page.getByText("The user was added.")).isVisible();
        String id = page.url().replaceFirst(".*/", "");
        assertThat(admin.get("/v1/users/" + id).expect(200).text("/data/attributes/role"))
                .isEqualTo("support-agent");
        server.anonymous().signIn(email, "long enough");
        assertAccessible(page);
        assertLight(page, "/users/" + id);

        page.getByLabel("Role").selectOption("read-only");
        page.getByLabel("First name").fill("Ada");
        click("Save");
        assertThat(page.getByText("The user was changed.")).isVisible();
        Reply changed = admin.get("/v1/users/" + id).expect(200);
        assertThat(changed.text("/data/attributes/role")).isEqualTo("read-only");
        assertThat(changed.text("/data/attributes/firstName")).isEqualTo("Ada");

        page.getByText("What the user may do").click();
        page.getByLabel("license.read", new Page.GetByLabelOptions().setExact(true))
                .uncheck();
        click("Save the permissions");
        assertThat(page.getByText("The user was changed.")).isVisible();
        Client colleague = server.anonymous().signIn(email, "long enough");
        colleague.get("/v1/licenses").expect(403);
        colleague.get("/v1/products").expect(200);

        page.getByText("Delete…").click();
        click("Delete the user");
        assertThat(page.getByText("The user was deleted.")).isVisible();
        admin.get("/v1/users/" + id).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void aCustomerIsBannedAndLetInAgain() {
        Reply customer = vendor.user("user");
        String email = customer.text("/data/attributes/email");
        signIn();
        page.navigate("/users");
        page.getByLabel("Role").selectOption("user");
        assertThat(page.locator("tbody")).not().containsText("admin@example.com");
        assertAccessible(page);
        assertLight(page, "/users");
        follow(email);

        page.getByText("Ban…").click();
        click("Ban the user");
        assertThat(page.getByText("The user is banned.")).isVisible();
        assertThat(page.locator(".head .standing")).hasText("Banned");
        assertThat(admin.get("/v1/users/" + customer.id()).expect(200).text("/data/attributes/status"))
                .isEqualTo("BANNED");
        click("Let in again");
        assertThat(page.locator(".head .standing")).hasText("Active");
    }

    @Test
    void aTokenIsNarrowedDownShownOnceAndRevoked() {
        signIn();
        follow("Tokens");
        String name = Vendor.unique("Reporting");

        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByText("Choose what it may do").click();
        page.getByLabel("product.read", new Page.GetByLabelOptions().setExact(true))
                .check();
        screenshots(page, "tokens-permissions");
        click("Make the token");

        String secret = page.locator(".alert .command code").textContent();
        assertAccessible(page);
        assertLight(page, "/tokens");
        Client client = server.anonymous().withToken(secret);
        client.get("/v1/products").expect(200);
        client.get("/v1/licenses").expect(403);
        page.navigate("/tokens");
        assertThat(page.getByText(secret)).hasCount(0);
        Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(name));
        assertThat(row).containsText("Only 1 permission");

        click("Revoke " + name);
        assertThat(page.getByText("The token is worthless now.")).isVisible();
        client.get("/v1/products").expect(401);
    }

    @Test
    void whoMayNotMakeUsersIsNotOfferedTo() {
        Reply reader = vendor.user("read-only");
        signIn(page, reader.text("/data/attributes/email"), Vendor.PASSWORD);
        page.navigate("/users");
        assertThat(page.getByText("Add a user")).hasCount(0);
        page.navigate("/users/" + vendor.user("user").id());
        assertThat(page.locator("main form")).hasCount(0);
    }
}

package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import org.junit.jupiter.api.Test;

/** The terms of licenses, and what they can include, as people keep them in a browser. */
class PolicyPagesTest extends BrowserSuite {
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
    void aPolicyIsAddedChangedAndDeleted() {
        String product = vendor.product();
        String code = Vendor.unique("PLUS");
        String entitlement = vendor.entitlement(code);
        signIn();
        follow("Policies");
        follow("Add a policy");

        page.getByLabel("Name").fill("Yearly");
        page.getByLabel("Product").selectOption(product);
        page.getByLabel("Days a license lasts").fill("a year");
        page.getByLabel("What an expired license has").selectOption("REVOKE_ACCESS");
        click("Add the policy");
        assertThat(page.getByText("Days a license lasts must be a whole number."))
                .isVisible();
        assertThat(page.getByLabel("What an expired license has")).hasValue("REVOKE_ACCESS");
        page.getByLabel("Days a license lasts").fill("365");
        click("Add the policy");

        assertThat(page.getByText("The policy was added.")).isVisible();
        String id = page.url().replaceFirst(".*/", "");
        Reply added = admin.get("/v1/policies/" + id).expect(200);
        assertThat(added.at("/data/attributes/duration").longValue()).isEqualTo(365L * 86_400);
        assertThat(added.text("/data/attributes/expirationStrategy")).isEqualTo("REVOKE_ACCESS");
        assertAccessible(page);
        assertLight(page, "/policies/" + id);

        page.getByLabel("Another entitlement").selectOption(entitlement);
        click("Give");
        Locator held = page.locator("section tbody tr");
        assertThat(held).containsText(code);
        click("Take " + code + " away");
        assertThat(held).hasCount(0);

        page.getByLabel("Users of a license").fill("0");
        click("Save");
        assertThat(page.getByText("Users of a license must be greater than or equal to 1"))
                .isVisible();
        page.getByLabel("Users of a license").fill("3");
        page.getByLabel("Days a license lasts").fill("");
        click("Save");
        assertThat(page.getByText("The policy was changed.")).isVisible();
        Reply changed = admin.get("/v1/policies/" + id).expect(200);
        assertThat(changed.at("/data/attributes/maxUsers").longValue()).isEqualTo(3);
        assertThat(changed.at("/data/attributes/duration").isNull()).isTrue();

        follow("All policies");
        assertThat(page.locator("tbody tr").first()).containsText("For ever");
        assertAccessible(page);
        page.navigate("/policies/" + id);
        page.getByText("Delete…").click();
        click("Delete the policy and its licenses");
        assertThat(page.getByText("The policy was deleted.")).isVisible();
        admin.get("/v1/policies/" + id).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void anEntitlementIsAddedChangedAndDeleted() {
        signIn();
        follow("Entitlements");
        assertThat(page.getByText("There are no entitlements yet")
                        .or(page.locator("tbody"))
                        .first())
                .isVisible();
        String code = Vendor.unique("CODE");

        page.getByLabel("Name").fill("A feature");
        page.getByLabel("Code").fill(code);
        click("Add the entitlement");
        assertThat(page.getByText("The entitlement was added.")).isVisible();
        page.getByLabel("Name").fill("The same");
        page.getByLabel("Code").fill(code);
        click("Add the entitlement");
        assertThat(page.getByText("Code already exists.")).isVisible();
        assertAccessible(page);
        assertLight(page, "/entitlements");

        follow("A feature");
        page.getByLabel("Name").fill("A better feature");
        click("Save");
        assertThat(page.getByText("The entitlement was changed.")).isVisible();
        assertThat(admin.get("/v1/entitlements/" + code).expect(200).text("/data/attributes/name"))
                .isEqualTo("A better feature");

        follow("A better feature");
        page.getByText("Delete…").click();
        click("Delete the entitlement");
        assertThat(page.getByText("The entitlement was deleted.")).isVisible();
        admin.get("/v1/entitlements/" + code).expectError(404, "NOT_FOUND", null);
    }

    @Test
    void whoMayOnlyReadChangesNothing() {
        String policy = vendor.policy(vendor.product(), "");
        Reply reader = vendor.user("read-only");
        signIn(page, reader.text("/data/attributes/email"), Vendor.PASSWORD);

        page.navigate("/policies/" + policy);
        assertThat(page.getByText("Delete…")).hasCount(0);
        assertThat(page.locator("main button")).hasCount(0);
        page.navigate("/entitlements");
        assertThat(page.locator("main form")).hasCount(0);
        page.navigate("/policies");
        assertThat(page.getByText("Add a policy")).hasCount(0);
    }
}

package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import dev.slipway.testing.Backstage;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import org.junit.jupiter.api.Test;

/** How a license that was issued is changed in a browser, and what the API then says. */
class LicenseEditPagesTest extends BrowserSuite {
    private void click(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private void edit(String license) {
        page.navigate("/licenses/" + license);
        page.locator(".actions")
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName("Edit").setExact(true))
                .click();
        assertThat(page.locator("h1")).hasText("Edit the license");
    }

    private Reply shown(String id) {
        return admin.get("/v1/licenses/" + id).expect(200);
    }

    @Test
    void whatALicenseSaysIsChangedAndTheRestIsKept() {
        String id = vendor.license(vendor.policy(vendor.product(), ""), """
                "expiry":"2090-05-06T07:08:09.000Z","metadata":{"order":"A-17"}""").id();
        new Backstage(server).maintenancePolicy(3600, "IMMEDIATE", true, true);
        signIn();
        edit(id);
        assertThat(page.getByLabel("Last day")).hasValue("2090-05-06");

        page.getByLabel("Name").fill("Ada Lovelace");
        page.getByLabel("Uses").fill("many");
        click("Save");
        assertThat(page.getByText("Uses must be a whole number.")).isVisible();
        page.getByLabel("Uses").fill("0");
        page.getByLabel("Greatest version").fill("two");
        click("Save");
        assertThat(page.getByText("Greatest version must be a version of two to four numbers"))
                .isVisible();
        page.getByLabel("Greatest version").fill("2.5");
        page.getByLabel("Name").fill("x".repeat(1025));
        click("Save");
        assertThat(page.getByText("Uses must be", new Page.GetByTextOptions().setExact(false)))
                .isVisible();
        assertThat(page.getByText("Name is too long")).isVisible();
        assertAccessible(page);
        assertLight(page, "/licenses/" + id + "/edit");
        screenshots(page, "license-edit");
        assertThat(shown(id).text("/data/attributes/name")).isNotEqualTo("Ada Lovelace");

        page.getByLabel("Name").fill("Ada Lovelace");
        page.getByLabel("Uses").fill("12");
        page.getByLabel("Users").fill("3");
        click("Save");

        assertThat(page.getByText("The license was changed.")).isVisible();
        assertThat(page.locator("h1")).hasText("Ada Lovelace");
        Reply changed = shown(id);
        assertThat(changed.text("/data/attributes/name")).isEqualTo("Ada Lovelace");
        assertThat(changed.text("/data/attributes/expiry")).isEqualTo("2090-05-06T07:08:09.000Z");
        assertThat(changed.at("/data/attributes/maxUses").intValue()).isEqualTo(12);
        assertThat(changed.at("/data/attributes/maxUsers").intValue()).isEqualTo(3);
        assertThat(changed.text("/data/attributes/metadata/order")).isEqualTo("A-17");
        assertThat(admin.get("/v3/licenses/" + id).expect(200).text("/maxAllowedReleaseVersion"))
                .isEqualTo("2.5");

        edit(id);
        page.getByLabel("Last day").fill("");
        page.getByLabel("Uses").fill("");
        page.getByLabel("Maintenance").selectOption(new SelectOption().setIndex(1));
        click("Save");
        assertThat(page.getByText("The license was changed.")).isVisible();
        assertThat(shown(id).at("/data/attributes/expiry").isNull()).isTrue();
        assertThat(shown(id).at("/data/attributes/maxUses").isNull()).isTrue();
        assertThat(page.getByText("Maintained until")).isVisible();
    }

    @Test
    void aLicenseGetsAnotherOwnerAndNone() {
        String id = vendor.license(vendor.policy(vendor.product(), ""), "").id();
        Reply owner = vendor.user("user");
        String email = owner.text("/data/attributes/email");
        signIn();
        page.navigate("/licenses/" + id);

        page.getByLabel("E-mail address of the owner").fill(email.substring(2));
        click("Change the owner");
        assertThat(page.getByText("is nobody known: there is " + email)).isVisible();
        page.getByLabel("E-mail address of the owner").fill("");
        page.getByLabel("E-mail address of the owner").pressSequentially(email.substring(0, email.indexOf('@')));
        assertThat(page.locator("#people-owner option[value='" + email + "']")).hasCount(1);
        page.getByLabel("E-mail address of the owner").fill(email);
        click("Change the owner");

        assertThat(page.getByText("The license has another owner.")).isVisible();
        assertThat(shown(id).text("/data/relationships/owner/data/id")).isEqualTo(owner.id());
        assertThat(page.getByLabel("E-mail address of the owner")).hasValue(email);
        page.getByLabel("E-mail address of the owner").fill("");
        click("Change the owner");
        assertThat(page.getByText("Nobody owns the license any more.")).isVisible();
        assertThat(shown(id).at("/data/relationships/owner/data").isNull()).isTrue();
    }

    @Test
    void whoMayNotChangeLicensesIsOfferedNoForm() {
        String id = vendor.license(vendor.policy(vendor.product(), ""), "").id();
        Reply reader = vendor.user("read-only");
        signIn(page, reader.text("/data/attributes/email"), Vendor.PASSWORD);
        page.navigate("/licenses/" + id);
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.getByText("Edit", new Page.GetByTextOptions().setExact(true)))
                .hasCount(0);

        page.navigate("/licenses/" + id + "/edit");

        assertThat(page.getByText("Your role does not let you change licenses")).isVisible();
    }
}

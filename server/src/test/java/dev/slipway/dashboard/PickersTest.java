package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.TestServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How one of more things is chosen than a list can show. */
class PickersTest extends BrowserSuite {
    private static final int MANY = 150;

    private String oldest;

    @BeforeAll
    void makeMany() {
        oldest = product("Ancient Atlas");
        vendor.policy(oldest, "\"metadata\":{}");
        for (int i = 1; i < MANY; i++) {
            vendor.policy(product("Product %03d".formatted(i)), "");
            vendor.entitlement("CODE-%03d".formatted(i));
        }
        vendor.entitlement("LAST");
    }

    private String product(String name) {
        return admin.post("/v1/products", """
                        {"data":{"type":"products","attributes":{"name":"%s"}}}""".formatted(name)).expect(201).id();
    }

    private static void press(Page window, String button) {
        window.locator("main")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .press("Enter");
    }

    @Test
    void whoeverTypesIsOfferedWhatFits() {
        signIn();
        page.navigate("/releases/new");
        Locator products = page.locator("#field-product option");
        assertThat(products).hasCount(101);

        page.getByLabel("Search for: Product").pressSequentially("ANCIENT");
        assertThat(products).hasCount(2);
        page.locator("#field-product").selectOption(oldest);
        page.getByLabel("Search for: Product").fill("Product 14");
        assertThat(products).hasCount(12);
        assertThat(page.locator("#field-product")).hasValue(oldest);
        assertAccessible(page);
        assertLight(page, "/releases/new");
        screenshots(page, "picker");

        Locator boxes = page.locator("#entitlement-boxes input");
        page.getByLabel("CODE-149").check();
        page.getByLabel("Search for: Entitlements").fill("code-00");
        assertThat(boxes).hasCount(10);
        assertThat(page.getByLabel("CODE-149")).isChecked();
        page.getByLabel("CODE-001").check();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("First");
        page.getByLabel("Version", new Page.GetByLabelOptions().setExact(true)).fill("1.0.0");
        page.getByLabel("windows").check();
        press(page, "Save as draft");
        assertThat(page.getByText("The draft was saved.")).isVisible();
        assertThat(page.locator("main")).containsText("Ancient Atlas");
        assertThat(page.getByText("Stop requiring CODE-001")).isVisible();
        assertThat(page.getByText("Stop requiring CODE-149")).isVisible();

        page.getByLabel("Search for: Require an entitlement").fill("code-00");
        assertThat(page.locator("#field-entitlement option")).hasCount(10);
    }

    @Test
    void withoutScriptsTheServerAnswersWithWhatFits() {
        Page plain = newWindow(new NewContextOptions().setJavaScriptEnabled(false));
        signIn(plain, TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
        plain.navigate("/releases/new");
        plain.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Kept while searching");
        plain.getByLabel("Search for: Product").fill("atlas");
        plain.keyboard().press("Enter");

        assertThat(plain.locator("#field-product option")).hasCount(2);
        assertThat(plain.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("Kept while searching");
        plain.locator("#field-product").selectOption(oldest);

        plain.navigate("/licenses/new");
        plain.getByLabel("Search for: Policy").fill("Ancient");
        plain.keyboard().press("Enter");
        assertThat(plain.locator("#field-policy option")).hasCount(2);
        plain.locator("#field-policy").selectOption(new SelectOption().setIndex(1));
        press(plain, "Issue the license");
        assertThat(plain.getByText("The license was issued.")).isVisible();

        plain.getByLabel("Search for: Another entitlement").fill("LAST");
        plain.keyboard().press("Enter");
        assertThat(plain.locator("#field-entitlement option")).hasCount(2);
        plain.locator("#field-entitlement").selectOption(new SelectOption().setIndex(1));
        press(plain, "Give");
        assertThat(plain.getByText("The license holds the entitlement.")).isVisible();

        plain.navigate("/policies/new");
        plain.getByLabel("Search for: Product").fill("Product 01");
        plain.keyboard().press("Enter");
        assertThat(plain.locator("#field-product option")).hasCount(11);
    }

    @Test
    void listsAreFilteredByWhatIsFarBack() {
        signIn();
        for (String list : new String[] {"/licenses", "/releases"}) {
            page.navigate(list);
            page.getByLabel("Search for: Product").pressSequentially("atlas");
            assertThat(page.locator("#field-product option")).hasCount(2);
            page.locator("#field-product").selectOption(oldest);
            assertThat(page).hasURL(Pattern.compile(".*product=" + oldest + ".*"));
            page.reload();
            assertThat(page.locator("#field-product")).hasValue(oldest);
        }
        assertThat(page.locator("#list")).isVisible();
    }
}

package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.blob.NioFileSystem;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Engine;
import dev.slipway.testing.Receiver;
import dev.slipway.testing.TestServer;
import dev.slipway.testing.Vendor;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who is told of events, as an administrator looks after it in a browser. */
class WebhookPagesTest extends BrowserSuite {
    private final Receiver receiver = new Receiver();

    @Override
    protected TestServer startServer() {
        return TestServer.start(Engine.SQLITE, Map.of("webhook-addresses", "127.0.0.0/8"), new NioFileSystem());
    }

    @AfterAll
    void stopReceiver() {
        receiver.close();
    }

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

    private void tick(String event) {
        page.getByLabel(event, new Page.GetByLabelOptions().setExact(true)).check();
    }

    /** Looks again until a delivery has come that far. */
    private void waitFor(String standing) {
        page.reload();
        Locator state = page.locator("tbody .standing").first();
        for (int attempt = 0; attempt < 100 && !state.textContent().equals(standing); attempt++) {
            page.waitForTimeout(100);
            page.reload();
        }
        assertThat(state).hasText(standing);
    }

    @Test
    void aReceiverInKeygensWordsIsToldAndToldAgain() {
        String mailbox = "/" + Vendor.unique("mailbox");
        signIn();
        follow("Webhooks");
        follow("Add one in Keygen’s words");
        page.getByLabel("Address").fill("ftp://example.com");
        tick("product.created");
        click("Add the webhook");
        assertThat(page.locator(".invalid-feedback")).containsText("must be a valid URL");
        page.getByLabel("Address").fill(receiver.url(mailbox));
        click("Add the webhook");
        assertThat(page.getByText("The webhook was added.")).isVisible();
        String id = page.url().replaceFirst(".*/", "");
        assertThat(admin.get("/v1/webhook-endpoints/" + id).expect(200).text("/data/attributes/subscriptions/0"))
                .isEqualTo("product.created");

        vendor.product();
        String token =
                receiver.next(mailbox).json().at("/data/meta/idempotencyToken").asString("");
        waitFor("Delivered");
        assertAccessible(page);
        assertLight(page, "/webhooks/" + id);

        follow("product.created");
        assertAccessible(page);
        click("Send it again");
        assertThat(page.getByText("It is sent again")).isVisible();
        assertThat(receiver.next(mailbox)
                        .json()
                        .at("/data/meta/idempotencyToken")
                        .asString(""))
                .isEqualTo(token);

        receiver.answer(mailbox, 500, "out of order");
        vendor.product();
        receiver.next(mailbox);
        page.navigate("/webhooks/" + id);
        waitFor("Failing");
        follow("product.created");
        assertThat(page.getByText("out of order")).isVisible();
        page.navigate("/webhooks");
        assertThat(page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(mailbox)))
                .containsText("Failing");
        page.navigate("/overview");
        assertThat(page.locator("section:has-text('Failing webhooks')")).containsText(mailbox);

        page.navigate("/webhooks/" + id);
        page.getByText("Delete…").click();
        click("Delete the webhook");
        assertThat(page.getByText("The webhook was deleted.")).isVisible();
        admin.get("/v1/webhook-endpoints/" + id).expect(404);
    }

    @Test
    void aReceiverInCryptlexsWordsGetsATokenAndIsTurnedOff() {
        String mailbox = "/" + Vendor.unique("mailbox");
        signIn();
        page.navigate("/webhooks");
        follow("Add one in Cryptlex’s words");
        page.getByLabel("Name").fill("Support desk");
        page.getByLabel("Address").fill(receiver.url(mailbox));
        click("Add the webhook");
        assertThat(page.getByRole(AriaRole.ALERT).last()).containsText("at least one event");
        tick("user.created");
        screenshots(page, "webhook-new");
        click("Add the webhook");
        assertThat(page.getByText("The webhook was added.")).isVisible();
        page.getByText("Show the token").click();
        assertThat(page.locator(".secret code").textContent()).matches("[0-9a-f]{64}");
        assertAccessible(page);

        vendor.user("user");
        receiver.next(mailbox);
        waitFor("Delivered");
        page.getByLabel("Turned on").uncheck();
        click("Save");
        assertThat(page.locator(".head .standing")).hasText("Turned off");
        follow("user.created");
        click("Send it again");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("turned off");
        assertThat(receiver.waiting(mailbox)).isZero();
    }
}

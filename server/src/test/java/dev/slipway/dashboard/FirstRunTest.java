package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.model.User;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Client;
import dev.slipway.testing.Engine;
import dev.slipway.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new installation has one chance to be set up in a browser: each test has one of its own. */
class FirstRunTest extends BrowserSuite {
    private static final String PASSWORD = "a password of my own";

    private TestServer fresh;
    private String code;

    @BeforeEach
    void install() {
        fresh = TestServer.start(Engine.SQLITE);
        User first = fresh.slipway()
                .store()
                .read(fresh.account().id(), session -> session.users().findByEmail(TestServer.ADMIN_EMAIL))
                .orElseThrow();
        code = fresh.slipway().firstRun().offer(fresh.account(), first);
        expectRequestsTo(fresh.url());
    }

    @AfterEach
    void uninstall() {
        fresh.close();
    }

    private void fill(String email, String password) {
        page.getByLabel("Your e-mail address").fill(email);
        page.getByLabel("A new password").fill(password);
        page.getByText("Set up and sign in").click();
    }

    @Test
    void whoeverStartedTheServerChoosesHowToSignIn() {
        page.navigate(fresh.url() + "/sign-in");
        assertThat(page.getByText("Is this a new installation?")).isVisible();

        page.navigate(fresh.url() + "/first-run?code=" + code);
        assertThat(page.getByLabel("Code")).hasValue(code);
        assertAccessible(page);
        screenshots(page, "first-run");
        fill("Me@Example.com", PASSWORD);

        assertThat(page).hasURL(fresh.url() + "/overview");
        Client me = fresh.anonymous().signIn("me@example.com", PASSWORD);
        me.get("/v1/me").expect(200);
        page.navigate(fresh.url() + "/first-run?code=" + code);
        assertThat(page).hasURL(fresh.url() + "/overview");
    }

    @Test
    void theCodeWorksOnce() {
        page.navigate(fresh.url() + "/first-run?code=" + code);
        fill("me@example.com", PASSWORD);
        assertThat(page).hasURL(fresh.url() + "/overview");

        Page stranger = newWindow();
        stranger.navigate(fresh.url() + "/first-run?code=" + code);

        assertThat(stranger).hasURL(fresh.url() + "/sign-in");
        assertThat(stranger.getByRole(AriaRole.STATUS)).containsText("is set up already");
        assertThat(stranger.getByText("Is this a new installation?")).not().isVisible();
    }

    @Test
    void strangersWithoutTheCodeChangeNothing() {
        for (String guess : new String[] {"", "0000", code.substring(1), code + "0"}) {
            page.navigate(fresh.url() + "/first-run");
            page.getByLabel("Code").fill(guess.isEmpty() ? " " : guess);
            fill("stranger@example.com", PASSWORD);

            assertThat(page.getByText("Code is not the one that was shown at the first start"))
                    .isVisible();
        }
        fresh.anonymous().signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
    }

    @Test
    void whatIsWrongStandsAtItsFieldAndTheCodeStaysGood() {
        page.navigate(fresh.url() + "/first-run?code=" + code);
        fill("me@example.com", "short");
        assertThat(page.getByText("A new password is too short (minimum is 6 bytes)"))
                .isVisible();
        assertThat(page.getByLabel("Your e-mail address")).hasValue("me@example.com");
        assertAccessible(page);

        fill("me@example", PASSWORD);
        assertThat(page.getByText("Your e-mail address must be a valid email")).isVisible();

        fill("me@example.com", PASSWORD);
        assertThat(page).hasURL(fresh.url() + "/overview");
    }

    @Test
    void theCodeIsVoidOnceThePasswordWasChangedOtherwise() {
        fresh.admin().patch("/v1/users/" + TestServer.ADMIN_EMAIL, """
                        {"data":{"type":"users","attributes":{"password":"changed by somebody"}}}""").expect(200);

        page.navigate(fresh.url() + "/first-run?code=" + code);
        fill("me@example.com", PASSWORD);

        assertThat(page.getByText("Code is not the one that was shown at the first start"))
                .isVisible();
    }

    @Test
    void theCodeIsGoodForADay() {
        fresh.clock().advance(Duration.ofHours(24));

        page.navigate(fresh.url() + "/first-run?code=" + code);

        assertThat(page).hasURL(fresh.url() + "/sign-in");
    }
}

package dev.slipway.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import dev.slipway.blob.NioFileSystem;
import dev.slipway.cli.demo.Backstory;
import dev.slipway.cli.demo.Demo;
import dev.slipway.cli.demo.HookReceiver;
import dev.slipway.cli.demo.StepFailed;
import dev.slipway.testing.BrowserSuite;
import dev.slipway.testing.Engine;
import dev.slipway.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every page there is, of the vendor's and of the customers', with what the demo's month leaves behind. */
class GalleryTest extends BrowserSuite {
    /** Addresses that lead on, send a file, or are for programs; and the set-up, which is over as soon as there is an administrator. */
    private static final Set<String> NO_PAGES = Set.of(
            "/",
            "/first-run",
            "/healthz",
            "/openapi.json",
            "/portal",
            "/portal/releases/{id}/files/{file}",
            "/readyz",
            "/releases/{id}/files/{file}");

    /** What programs ask for, and the scripts of pages. */
    private static final List<String> PROGRAMS = List.of("GET /v1/", "GET /v3/", "GET /-/", "GET /choices/");

    private @Nullable HookReceiver hooks;
    private Backstory.@Nullable Customer customer;

    /**
     * A picture to take.
     *
     * @param template of the address, as it is registered
     */
    private record Picture(String name, String template, String path) {}

    @Override
    protected TestServer startServer() {
        return TestServer.start(Engine.SQLITE, Map.of("webhook-addresses", "127.0.0.1/32"), new NioFileSystem());
    }

    @BeforeAll
    void playTheMonth() throws StepFailed, IOException, InterruptedException {
        hooks = HookReceiver.open();
        try (HttpClient client = HttpClient.newHttpClient()) {
            customer = new Backstory(client::send, server.clock(), server.clock()::advance, hooks)
                    .play(new Demo.Cast(server.url(), TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD), line -> {});
        }
        // The token of the first day is too old by now.
        admin = server.anonymous().signIn(TestServer.ADMIN_EMAIL, TestServer.ADMIN_PASSWORD);
    }

    @AfterAll
    void closeHooks() {
        if (hooks != null) {
            hooks.close();
        }
    }

    private static List<Picture> forVisitors() {
        return List.of(
                picture("/sign-in"),
                picture("/portal/sign-in"),
                new Picture("portal-sign-in-password", "/portal/sign-in/password", "/portal/sign-in/password"));
    }

    private static Picture picture(String path) {
        return new Picture(path.substring(1).replace('/', '-'), path, path);
    }

    private List<Picture> forTheVendor() {
        String draft = release("4.0.0");
        String published = release("3.9.0");
        String license = find("licenses", "name", "Northlight Surveys");
        List<Picture> pictures = new ArrayList<>();
        for (String list : List.of(
                "overview",
                "products",
                "releases",
                "licenses",
                "policies",
                "entitlements",
                "users",
                "tokens",
                "webhooks",
                "events",
                "settings",
                "health",
                "products/new",
                "releases/new",
                "licenses/new",
                "policies/new",
                "users/new",
                "webhooks/new")) {
            pictures.add(picture("/" + list));
        }
        pictures.addAll(List.of(
                of("product", "/products/{id}", find("products", "code", "tidewater-studio")),
                of("product-edit", "/products/{id}/edit", find("products", "code", "harbor-ledger")),
                of("product-delete", "/products/{id}/delete", find("products", "code", "harbor-ledger")),
                of("release", "/releases/{id}", published),
                of("release-draft", "/releases/{id}", draft),
                of("release-constrained", "/releases/{id}", release("4.0.0-beta.1")),
                of("release-yanked", "/releases/{id}", release("3.9.1")),
                linked("release-archived", "/releases/{id}", "/releases?text=5.0.9.377", "5.0.9.377"),
                linked("release-external", "/releases/{id}", "/releases?text=5.2.0.466", "5.2.0.466"),
                of("release-edit", "/releases/{id}/edit", published),
                of("release-publish", "/releases/{id}/publish", draft),
                of("release-yank", "/releases/{id}/yank", published),
                of("release-delete", "/releases/{id}/delete", draft),
                of("release-file-elsewhere", "/releases/{id}/files/external", draft),
                of("license", "/licenses/{id}", license),
                of("license-edit", "/licenses/{id}/edit", license),
                of("license-expired", "/licenses/{id}", find("licenses", "name", "Seagrass Survey")),
                of("license-maintained", "/licenses/{id}", find("licenses", "name", "Fjord Ferries")),
                of("license-suspended", "/licenses/{id}", find("licenses", "name", "Tidepool Games")),
                of("license-releases", "/licenses/{id}/releases", license),
                of("policy", "/policies/{id}", find("policies", "name", "Studio, for ever")),
                of("entitlement", "/entitlements/{id}", find("entitlements", "code", "STUDIO-PRO")),
                of("user", "/users/{id}", find("users", "email", "priya.raman@northlight.example")),
                linked("webhook", "/webhooks/{id}", "/webhooks", "team-chat"),
                linked("webhook-failing", "/webhooks/{id}", "/webhooks", "billing"),
                linked("event", "/events/{id}", "/events?event=release.published", "Release published")));
        String failing = pictures.get(pictures.size() - 2).path();
        pictures.add(linked("delivery", "/webhooks/{id}/deliveries/{delivery}", failing, "release.published"));
        return pictures;
    }

    private List<Picture> forCustomers() {
        return List.of(
                picture("/portal/releases"),
                picture("/portal/licenses"),
                new Picture("portal-release", "/portal/releases/{id}", "/portal/releases/" + release("3.9.0")));
    }

    private static Picture of(String name, String template, String id) {
        return new Picture(name, template, template.replace("{id}", id));
    }

    /** The page that a link on another page leads to. */
    private Picture linked(String name, String template, String from, String text) {
        page.navigate(from);
        String path = page.locator("main a")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first()
                .getAttribute("href");
        return new Picture(name, template, path);
    }

    private String release(String version) {
        return find("releases", "version", version);
    }

    /** The id of a thing whose attribute has that value. */
    private String find(String type, String attribute, String value) {
        for (JsonNode thing :
                admin.get("/v1/" + type + "?limit=100").expect(200).json().at("/data")) {
            if (thing.at("/attributes/" + attribute).asString("").equals(value)) {
                return thing.at("/id").stringValue();
            }
        }
        throw new AssertionError("No " + attribute + " of " + type + " is " + value);
    }

    /** Whatever is wrong with one page does not keep others from being looked at. */
    private void look(List<Picture> pictures) {
        SoftAssertions all = new SoftAssertions();
        for (Picture picture : pictures) {
            all.check(() -> look(picture));
        }
        all.assertAll();
    }

    private void look(Picture picture) {
        Response response = page.navigate(picture.path());
        assertThat(response.status()).as(picture.name()).isEqualTo(200);
        assertThat(page).hasURL(server.url() + picture.path());
        assertThat(page.locator("main .empty")).hasCount(0);
        assertAccessible(page);
        assertLight(page, picture.path());
        screenshots(page, "gallery/" + picture.name());
    }

    @Test
    void visitorsFindTheWayIn() {
        look(forVisitors());
    }

    @Test
    void theVendorsPagesAreGood() {
        signIn();
        look(forTheVendor());
    }

    @Test
    void customersPagesAreGood() {
        page.navigate("/portal/sign-in/password");
        page.getByLabel("E-mail address").fill(customer().email());
        page.getByLabel("Password").fill(TestServer.ADMIN_PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator(".releases > li").first()).isVisible();
        look(forCustomers());
    }

    @Test
    void aLicenseKeyOpensThePortalToo() {
        page.navigate("/portal");
        page.getByLabel("License key").fill(customer().licenseKey());
        page.keyboard().press("Enter");
        assertThat(page.locator(".releases > li").first()).isVisible();
        page.navigate("/portal/licenses");
        assertThat(page.getByText("Northlight Surveys").first()).isVisible();
    }

    private Backstory.Customer customer() {
        return Objects.requireNonNull(customer);
    }

    @Test
    void everyPageIsHere() {
        signIn();
        Set<String> pages = new TreeSet<>();
        for (String route : server.slipway().routes()) {
            if (route.startsWith("GET ") && PROGRAMS.stream().noneMatch(route::startsWith)) {
                pages.add(route.substring(4));
            }
        }
        pages.removeAll(NO_PAGES);
        Stream<Picture> pictures =
                Stream.of(forVisitors(), forTheVendor(), forCustomers()).flatMap(List::stream);
        assertThat(pictures.map(Picture::template)).containsAll(pages);
    }
}

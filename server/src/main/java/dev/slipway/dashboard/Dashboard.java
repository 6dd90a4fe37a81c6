package dev.slipway.dashboard;

import dev.slipway.access.Bearer;
import dev.slipway.model.Permission;
import dev.slipway.web.Area;
import dev.slipway.web.NavigationLink;
import java.util.List;

/** The area of the vendor's people. */
public final class Dashboard {
    /** Where whoever signed in begins. */
    static final String HOME = "/overview";

    private Dashboard() {}

    /** The area. */
    public static Area area() {
        return new Area(
                "Slipway",
                "/",
                "slipway-session",
                caller -> caller.bearer() instanceof Bearer.Staff,
                "These pages are for the vendor's people; as a customer, sign in at /portal",
                List.of(
                        new NavigationLink("Overview", HOME, "overview", Permission.PRODUCT_READ),
                        new NavigationLink("Products", "/products", "box", Permission.PRODUCT_READ),
                        new NavigationLink("Releases", "/releases", "rocket", Permission.RELEASE_READ),
                        new NavigationLink("Licenses", "/licenses", "key", Permission.LICENSE_READ),
                        new NavigationLink("Policies", "/policies", "document", Permission.POLICY_READ),
                        new NavigationLink("Entitlements", "/entitlements", "tag", Permission.ENTITLEMENT_READ),
                        new NavigationLink("Users", "/users", "people", Permission.USER_READ),
                        new NavigationLink("Tokens", "/tokens", "token", Permission.TOKEN_READ),
                        new NavigationLink("Webhooks", "/webhooks", "webhook", Permission.WEBHOOK_ENDPOINT_READ),
                        new NavigationLink("Events", "/events", "list", Permission.EVENT_LOG_READ),
                        new NavigationLink("Settings", "/settings", "settings", Permission.ACCOUNT_READ),
                        new NavigationLink("Health", "/health", "heart", Permission.ACCOUNT_READ)));
    }
}

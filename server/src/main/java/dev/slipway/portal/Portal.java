package dev.slipway.portal;

import dev.slipway.access.Bearer;
import dev.slipway.model.Permission;
import dev.slipway.web.Area;
import dev.slipway.web.NavigationLink;
import java.util.List;

/** The area of customers. */
public final class Portal {
    private static final String PREFIX = "/portal";

    /** Where whoever signed in begins. */
    static final String HOME = PREFIX + "/releases";

    /** What each license covers. */
    static final String LICENSES = PREFIX + "/licenses";

    private Portal() {}

    /** The area. */
    public static Area area() {
        return new Area(
                "Downloads",
                PREFIX,
                "slipway-portal-session",
                caller -> caller.bearer() instanceof Bearer.Customer || caller.bearer() instanceof Bearer.OfLicense,
                "These pages are for customers; as one of the vendor's people, sign in at /sign-in",
                List.of(
                        new NavigationLink("Releases", HOME, "rocket", Permission.RELEASE_READ),
                        new NavigationLink("Licenses", LICENSES, "key", Permission.LICENSE_READ)));
    }
}

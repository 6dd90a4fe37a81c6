package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import java.time.Instant;
import java.util.List;

/**
 * The entitlements of the account.
 *
 * @param form name and code of a new one
 */
public record EntitlementsPage(Frame frame, Form form, List<Row> entitlements, PageLinks links, boolean mayWrite) {
    /** One entitlement. */
    public record Row(String id, String name, String code, Instant created) {}
}

package dev.slipway.dashboard;

import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import java.util.List;

/** The policies of the account. */
public record PoliciesPage(Frame frame, List<Row> policies, PageLinks links, boolean mayWrite) {
    /**
     * One policy.
     *
     * @param duration how long a license lasts, in words
     * @param afterwards what an expired license still has, in words
     */
    public record Row(String id, String name, String product, String duration, String afterwards) {}
}

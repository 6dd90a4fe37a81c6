package dev.slipway.dashboard;

import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import java.util.List;

/** Who is told of events. */
public record WebhooksPage(Frame frame, List<Row> webhooks, PageLinks links, boolean mayWrite) {

    /**
     * One endpoint.
     *
     * @param api in whose words it is told
     * @param events of what it is told, in words
     */
    public record Row(String id, String title, String url, String api, String events, Badge standing) {}
}

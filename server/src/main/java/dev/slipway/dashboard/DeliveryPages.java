package dev.slipway.dashboard;

import dev.slipway.event.Receivers;
import dev.slipway.model.WebhookEvent;
import dev.slipway.problem.Refusal;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;

/** The page about something that a webhook was told, from where it is told again. */
final class DeliveryPages {
    private static final String TEMPLATE = "dashboard/delivery.jte";

    private final Receivers receivers;

    DeliveryPages(Receivers receivers) {
        this.receivers = receivers;
    }

    void register(PageView pages) {
        pages.on(
                        "GET",
                        "/webhooks/{id}/deliveries/{delivery}",
                        visit -> Answer.page(TEMPLATE, page(visit, Form.blank())))
                .on("POST", "/webhooks/{id}/deliveries/{delivery}/replay", this::replay);
    }

    private DeliveryPage page(Visit visit, Form form) {
        WebhookEvent delivery = receivers.delivery(visit.caller(), visit.parameter("id"), visit.parameter("delivery"));
        return new DeliveryPage(
                visit.frame(delivery.event()),
                form,
                "/webhooks/" + delivery.endpointId(),
                delivery.id(),
                delivery.event(),
                delivery.url(),
                WebhookWords.standing(delivery),
                delivery.attempts(),
                delivery.due(),
                delivery.lastResponseCode(),
                delivery.lastResponseBody(),
                delivery.idempotencyToken(),
                JsonText.indented(delivery.payload()),
                delivery.created(),
                delivery.updated(),
                Receivers.mayReplay(visit.caller()));
    }

    private Answer replay(Visit visit) {
        String endpoint = visit.parameter("id");
        try {
            WebhookEvent again = receivers.replay(visit.caller(), endpoint, visit.parameter("delivery"));
            return new Answer.Redirect(
                    "/webhooks/" + endpoint + "/deliveries/" + again.id(),
                    "It is sent again: this is the new delivery.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(TEMPLATE, page(visit, Form.blank().refused(refusal)));
        }
    }
}

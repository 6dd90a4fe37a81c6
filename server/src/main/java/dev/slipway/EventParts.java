package dev.slipway;

import dev.slipway.config.Settings;
import dev.slipway.cryptlex.CryptlexView;
import dev.slipway.cryptlex.WebhookEventLogRoutes;
import dev.slipway.cryptlex.WebhookEventNames;
import dev.slipway.cryptlex.WebhookRequests;
import dev.slipway.cryptlex.WebhookRoutes;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.Doorbell;
import dev.slipway.event.EventLog;
import dev.slipway.event.Jobs.Job;
import dev.slipway.event.Outbox;
import dev.slipway.event.RequestLog;
import dev.slipway.event.Subjects;
import dev.slipway.event.WebhookEndpoints;
import dev.slipway.event.WebhookEvents;
import dev.slipway.event.Webhooks;
import dev.slipway.event.delivery.AddressGuard;
import dev.slipway.event.delivery.Deliveries;
import dev.slipway.event.delivery.Envelope;
import dev.slipway.event.delivery.RetrySchedule;
import dev.slipway.event.delivery.WebhookSender;
import dev.slipway.keygen.EventLogRoutes;
import dev.slipway.keygen.KeygenView;
import dev.slipway.keygen.RequestLogRoutes;
import dev.slipway.keygen.RequestRecorder;
import dev.slipway.keygen.WebhookEndpointRoutes;
import dev.slipway.keygen.WebhookEnvelope;
import dev.slipway.keygen.WebhookEventRoutes;
import dev.slipway.model.Dialect;
import dev.slipway.secret.Ids;
import dev.slipway.store.RequestLogFile;
import dev.slipway.store.Store;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLSocketFactory;

/** The part of the composition that is about what happened, and who is told. */
record EventParts(Store store, Ids ids, InstantSource clock, Subjects subjects, Outbox outbox, Doorbell doorbell) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration HOURLY = Duration.ofHours(1);

    static EventParts of(Store store, Ids ids, InstantSource clock, Settings settings) {
        Subjects subjects =
                new EventSubjects(settings.publicUrl().map(URI::toString).orElse(null));
        Doorbell doorbell = new Doorbell();
        return new EventParts(store, ids, clock, subjects, new Outbox(store, ids, subjects, doorbell), doorbell);
    }

    /** Serves all of it; what is to be done for it again and again. */
    List<Job> register(KeygenView keygen, ChangeLog changes, Settings settings) {
        WebhookEvents events = webhookEvents();
        EventLog log = new EventLog(store, settings.activityRetention());
        new WebhookEndpointRoutes(endpoints(changes, settings)).register(keygen);
        new WebhookEventRoutes(events).register(keygen);
        new EventLogRoutes(log).register(keygen);
        keygen.onHealth("webhooks", () -> events.isUpToDate(clock.instant()));
        return List.of(
                new Job("old-webhook-events", HOURLY, events::removeOld),
                new Job("old-activities", HOURLY, log::removeOld));
    }

    /** Serves webhooks in Cryptlex's words. */
    void register(CryptlexView cryptlex, ChangeLog changes, Settings settings) {
        Webhooks webhooks = webhooks(changes, settings);
        new WebhookRoutes(webhooks).register(cryptlex);
        new WebhookEventLogRoutes(webhooks).register(cryptlex);
    }

    /** The request log in a file of its own, to be closed when nothing is served any more. */
    static RequestLog requestLog(KeygenView keygen, Settings settings, Path data, Ids ids, InstantSource clock) {
        RequestLog.Extent extent = switch (settings.requestLog()) {
            case OFF -> RequestLog.Extent.NOTHING;
            case WRITES -> RequestLog.Extent.WRITES_AND_ERRORS;
            case ALL -> RequestLog.Extent.EVERYTHING;
        };
        Path file = data.resolve("requests.db");
        RequestLog log = new RequestLog(
                () -> RequestLogFile.open(file, ids::next, settings.requestLogSize()),
                extent,
                settings.requestLogRetention(),
                clock);
        keygen.recordTo(new RequestRecorder(log, ids::next, clock));
        new RequestLogRoutes(log).register(keygen);
        return log;
    }

    /** What sends webhooks. */
    Deliveries deliveries(AccessParts access, ChangeLog changes, Settings settings, SecureRandom random) {
        WebhookSender sender = new WebhookSender(
                guard(settings),
                host -> List.of(InetAddress.getAllByName(host)),
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                PATIENCE);
        Envelope keygen = new WebhookEnvelope(access.signingKeys(), access.userPasswords()::resetToken);
        Map<Dialect, Envelope> envelopes = Map.of(Dialect.KEYGEN, keygen, Dialect.CRYPTLEX, new WebhookRequests());
        return new Deliveries(
                store,
                endpoints(changes, settings),
                (accountId, event, target, host, now) -> Objects.requireNonNull(envelopes.get(event.dialect()))
                        .seal(accountId, event, target, host, now),
                sender,
                new RetrySchedule(random),
                ids,
                clock,
                doorbell);
    }

    /** What was sent, and is sent again. */
    WebhookEvents webhookEvents() {
        return new WebhookEvents(store, ids, doorbell);
    }

    /** Who is told in Cryptlex's words. */
    Webhooks webhooks(ChangeLog changes, Settings settings) {
        return new Webhooks(store, changes, ids, guard(settings), WebhookEventNames::isSubscribable);
    }

    /** Who is told in Keygen's words. */
    WebhookEndpoints endpoints(ChangeLog changes, Settings settings) {
        return new WebhookEndpoints(store, changes, ids, subjects, guard(settings));
    }

    private static AddressGuard guard(Settings settings) {
        return settings.webhookAddresses().isEmpty()
                ? AddressGuard.strict()
                : AddressGuard.allowing(
                        address -> settings.webhookAddresses().stream().anyMatch(range -> range.contains(address)));
    }
}

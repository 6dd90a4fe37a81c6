package dev.slipway;

import dev.slipway.config.Settings;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.Doorbell;
import dev.slipway.event.EventLog;
import dev.slipway.event.Jobs.Job;
import dev.slipway.event.Outbox;
import dev.slipway.event.RequestLog;
import dev.slipway.event.Subjects;
import dev.slipway.event.WebhookEndpoints;
import dev.slipway.event.WebhookEvents;
import dev.slipway.event.delivery.AddressGuard;
import dev.slipway.event.delivery.Deliveries;
import dev.slipway.event.delivery.RetrySchedule;
import dev.slipway.event.delivery.WebhookSender;
import dev.slipway.keygen.EventLogRoutes;
import dev.slipway.keygen.KeygenView;
import dev.slipway.keygen.RequestLogRoutes;
import dev.slipway.keygen.RequestRecorder;
import dev.slipway.keygen.WebhookEndpointRoutes;
import dev.slipway.keygen.WebhookEnvelope;
import dev.slipway.keygen.WebhookEventRoutes;
import dev.slipway.secret.Ids;
import dev.slipway.store.RequestLogFile;
import dev.slipway.store.Store;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/** The part of the composition that is about what happened, and who is told. */
record EventParts(Store store, Ids ids, InstantSource clock, Subjects subjects, Outbox outbox, Doorbell doorbell) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration HOURLY = Duration.ofHours(1);

    static EventParts of(Store store, Ids ids, InstantSource clock) {
        Subjects subjects = new EventSubjects();
        Doorbell doorbell = new Doorbell();
        return new EventParts(store, ids, clock, subjects, new Outbox(store, ids, subjects, doorbell), doorbell);
    }

    /** Serves all of it; what is to be done for it again and again. */
    List<Job> register(KeygenView keygen, ChangeLog changes, Settings settings) {
        WebhookEvents events = new WebhookEvents(store, ids, doorbell);
        EventLog log = new EventLog(store, settings.activityRetention());
        new WebhookEndpointRoutes(endpoints(changes, settings)).register(keygen);
        new WebhookEventRoutes(events).register(keygen);
        new EventLogRoutes(log).register(keygen);
        keygen.onHealth("webhooks", () -> events.isUpToDate(clock.instant()));
        return List.of(
                new Job("old-webhook-events", HOURLY, events::removeOld),
                new Job("old-activities", HOURLY, log::removeOld));
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
        return new Deliveries(
                store,
                endpoints(changes, settings),
                new WebhookEnvelope(access.signingKeys(), access.userPasswords()::resetToken),
                sender,
                new RetrySchedule(random),
                ids,
                clock,
                doorbell);
    }

    private WebhookEndpoints endpoints(ChangeLog changes, Settings settings) {
        return new WebhookEndpoints(store, changes, ids, subjects, guard(settings));
    }

    private static AddressGuard guard(Settings settings) {
        return settings.webhookAddresses().isEmpty()
                ? AddressGuard.strict()
                : AddressGuard.allowing(
                        address -> settings.webhookAddresses().stream().anyMatch(range -> range.contains(address)));
    }
}

package dev.slipway.event.delivery;

import dev.slipway.event.Doorbell;
import dev.slipway.event.WebhookEndpoints;
import dev.slipway.model.WebhookEvent;
import dev.slipway.model.WebhookEvent.Status;
import dev.slipway.secret.Ids;
import dev.slipway.store.DeliveryRows.Due;
import dev.slipway.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due, at least once. An event is taken before it is sent, so that no other node sends it meanwhile; should this
 * one die with it, another takes it when its time is over. Runs on platform threads, because looking up names may block in
 * native code.
 */
public final class Deliveries implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LEASE_SLACK = Duration.ofSeconds(60);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;
    private static final int AT_ONCE_TO_ONE = 4;

    private final Store store;
    private final WebhookEndpoints endpoints;
    private final Envelope envelope;
    private final WebhookSender sender;
    private final RetrySchedule schedule;
    private final InstantSource clock;
    private final Doorbell doorbell;
    private final String holder;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private @Nullable Thread thread;

    /** Sends from this store after {@link #start}. */
    public Deliveries(
            Store store,
            WebhookEndpoints endpoints,
            Envelope envelope,
            WebhookSender sender,
            RetrySchedule schedule,
            Ids ids,
            InstantSource clock,
            Doorbell doorbell) {
        this.store = store;
        this.endpoints = endpoints;
        this.envelope = envelope;
        this.sender = sender;
        this.schedule = schedule;
        this.clock = clock;
        this.doorbell = doorbell;
        this.holder = ids.next();
    }

    /** Begins to send. */
    public synchronized void start() {
        if (thread != null) {
            return;
        }
        if (store.isAlone()) {
            // Whoever had something before is gone.
            store.observe(all -> all.deliveries().release(clock.instant()));
        }
        thread = Thread.ofPlatform().daemon().name("webhooks").start(this::runUntilInterrupted);
    }

    private void runUntilInterrupted() {
        try {
            while (true) {
                if (!sendDue()) {
                    doorbell.await(LOOK);
                }
            }
        } catch (InterruptedException e) {
            // The deliveries are being closed.
        }
    }

    /** Begins to send what is due, as far as there is room; false when there was nothing to begin. */
    private boolean sendDue() throws InterruptedException {
        free.acquire();
        int room = 1 + free.drainPermits();
        int used = 0;
        try {
            Instant until = clock.instant().plus(sender.longest()).plus(LEASE_SLACK);
            for (Due taken : take(room, until)) {
                begin(taken, until);
                used++;
            }
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("Webhook events cannot be taken; it is tried again");
        } finally {
            free.release(room - used);
        }
        return used > 0;
    }

    private List<Due> take(int room, Instant until) {
        Instant now = clock.instant();
        List<String> busy = underWay.entrySet().stream()
                .filter(endpoint -> endpoint.getValue() >= AT_ONCE_TO_ONE)
                .map(Map.Entry::getKey)
                .toList();
        List<Due> due = store.readAll(all -> all.deliveries().due(now, busy, room));
        if (due.isEmpty()) {
            return due;
        }
        return store.observe(all -> due.stream()
                .filter(each -> all.deliveries().take(each, holder, until))
                .toList());
    }

    private void begin(Due taken, Instant until) {
        String endpoint = taken.event().endpointId();
        underWay.merge(endpoint, 1, Integer::sum);
        Thread.ofPlatform().daemon().name("webhook").start(() -> {
            try {
                send(taken, until);
            } catch (RuntimeException e) {
                LOGGER.atError()
                        .addKeyValue("webhook.event", taken.event().id())
                        .setCause(e)
                        .log("A webhook event could not be dealt with; it is tried again");
            } finally {
                underWay.computeIfPresent(endpoint, (id, count) -> count == 1 ? null : count - 1);
                free.release();
                doorbell.ring();
            }
        });
    }

    private void send(Due taken, Instant until) {
        WebhookEvent event = taken.event();
        Outcome outcome = sender.send(
                event.url(), (target, host) -> envelope.seal(taken.accountId(), event, target, host, clock.instant()));
        WebhookEvent attempted = after(event, outcome);
        boolean ours = store.observe(all -> all.deliveries().finish(taken.accountId(), attempted, holder, until));
        LOGGER.atInfo()
                .addKeyValue("webhook.event", event.id())
                .addKeyValue("webhook.status", attempted.status().name())
                .addKeyValue("webhook.attempts", attempted.attempts())
                .log(ours ? "Webhook event sent" : "Webhook event sent, but too late to note it");
        if (outcome instanceof Outcome.Answered answered && answered.isFarewell()) {
            endpoints.turnOff(taken.accountId(), event, clock.instant());
        }
    }

    private WebhookEvent after(WebhookEvent event, Outcome outcome) {
        Instant now = clock.instant();
        Optional<Instant> next = schedule.after(event.attempts() + 1).map(now::plus);
        Status failed = next.isPresent() ? Status.FAILING : Status.FAILED;
        return switch (outcome) {
            case Outcome.Answered answered -> {
                long code = answered.status();
                if (answered.isAccepted()) {
                    yield event.attempted(Status.DELIVERED, null, code, answered.body(), now);
                }
                yield answered.isFarewell()
                        ? event.attempted(Status.FAILED, null, code, answered.body(), now)
                        : event.attempted(failed, next.orElse(null), code, answered.body(), now);
            }
            case Outcome.Unanswered unanswered -> {
                String word = unanswered.failure().name();
                yield unanswered.failure().isPassing()
                        ? event.attempted(failed, next.orElse(null), null, word, now)
                        : event.attempted(Status.FAILED, null, null, word, now);
            }
        };
    }

    /** Begins nothing more, and lets what is under way end for a moment. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            running = thread;
            thread = null;
        }
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join();
            if (!free.tryAcquire(AT_ONCE, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.atWarn().log("Webhook events under way are left; they will be sent again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

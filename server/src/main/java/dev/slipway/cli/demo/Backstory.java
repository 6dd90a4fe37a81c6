package dev.slipway.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What came before the story: a month of a small vendor, played over HTTP while the server's clock is turned from day to day, so
 * that every page has something to show.
 */
public final class Backstory {
    /** How long it lasts: so much the server's clock is turned forward. */
    public static final Duration LENGTH = Duration.ofDays(30);

    private static final int DAYS = 30;
    private static final int HOOKS_SINCE = 25;
    private static final Duration MORNING = Duration.ofHours(9);
    private static final long SEED = 1_912;

    private final Sender sender;
    private final InstantSource clock;
    private final Consumer<Duration> turn;
    private final HookReceiver hooks;

    /**
     * A month that has yet to be played.
     *
     * @param clock the server's
     * @param turn turns it forward
     * @param hooks who is told of events
     */
    public Backstory(Sender sender, InstantSource clock, Consumer<Duration> turn, HookReceiver hooks) {
        this.sender = sender;
        this.clock = clock;
        this.turn = turn;
        this.hooks = hooks;
    }

    /**
     * A customer to sign in as.
     *
     * @param email whose password is that of the administrator
     */
    public record Customer(String licenseKey, String email) {}

    /**
     * Plays the month.
     *
     * @param told hears a line about each part that was played
     * @throws StepFailed when the server answers something unexpected
     */
    public Customer play(Demo.Cast cast, Consumer<String> told) throws StepFailed, IOException, InterruptedException {
        Office anybody = new Office(sender, cast.url(), new Credential.Anonymous());
        String token = anybody.of(new Credential.Password(cast.email(), cast.password()))
                .post("/v1/tokens", "")
                .text("/data/attributes/token");
        Office vendor = anybody.of(new Credential.Secret("Bearer", "TOKEN", token));
        // The same month every time.
        Random chance = new Random(SEED);
        Workshop workshop = new Workshop(vendor, chance);
        Customers customers = new Customers(vendor, workshop, chance);
        told.accept(workshop.open());
        told.accept(customers.meet(cast.password()));
        told.accept(customers.sell(clock.instant()));
        for (int day = 0; day < DAYS; day++) {
            if (day == HOOKS_SINCE) {
                told.accept(workshop.subscribe(hooks));
            }
            turn.accept(MORNING);
            workshop.work(day);
            customers.use(day);
            turn.accept(Duration.ofDays(1).minus(MORNING));
        }
        workshop.work(DAYS);
        customers.use(DAYS);
        told.accept(workshop.summary());
        told.accept(customers.summary());
        return customers.toShow();
    }
}

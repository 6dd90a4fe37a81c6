package dev.slipway.event;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes whoever waits for work, once for any number of rings. */
public final class Doorbell {
    private final Semaphore rings = new Semaphore(0);

    /** Says that there is work. */
    public void ring() {
        rings.release();
    }

    /** Waits until somebody rings, or for that long. */
    public void await(Duration longest) throws InterruptedException {
        if (rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}

package dev.slipway.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds how many requests run at once and how many wait for their turn. */
final class Admission {
    private final int bound;
    private final AtomicInteger inside = new AtomicInteger();
    private final Semaphore turns;

    Admission(int running, int waiting) {
        this.bound = Math.addExact(running, waiting);
        this.turns = new Semaphore(running);
    }

    /** Takes a place, or returns false at once when all are taken. */
    boolean enter() {
        if (inside.incrementAndGet() <= bound) {
            return true;
        }
        inside.decrementAndGet();
        return false;
    }

    /** Gives the place back. */
    void leave() {
        inside.decrementAndGet();
    }

    /** Waits until it is this thread's turn to run. */
    void beginTurn() {
        turns.acquireUninterruptibly();
    }

    /** Ends this thread's turn. */
    void endTurn() {
        turns.release();
    }
}

package dev.slipway.event;

import dev.slipway.model.Account;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.List;

/** Removes old records in small steps, account by account, so that nobody waits long for any of it. */
final class Retention {
    private static final int BATCH = 500;

    private Retention() {}

    /** Removes some records of an account. */
    @FunctionalInterface
    interface Step {
        /** Removes up to {@code limit}; how many there were. */
        int remove(Session session, int limit);
    }

    /** Repeats a step until nothing is left for it. */
    static void remove(Store store, Step step) {
        List<Account> accounts = store.readAll(all -> all.accounts());
        for (Account account : accounts) {
            int removed;
            do {
                // No answer that anybody remembers depends on what is old.
                removed = store.observe(all -> step.remove(all.account(account.id()), BATCH));
            } while (removed == BATCH && !Thread.currentThread().isInterrupted());
        }
    }
}

package dev.slipway.bench;

import dev.slipway.event.Doorbell;
import dev.slipway.event.Outbox;
import dev.slipway.event.Subjects;
import dev.slipway.model.Dialect;
import dev.slipway.model.Metadata;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Instant;
import java.util.Optional;

/** An outbox for parts that are measured without the rest of the program: nobody subscribed, and nothing can be shown. */
final class Unsubscribed implements Subjects {
    private Unsubscribed() {}

    /** The outbox. */
    static Outbox outbox(Store store, Ids ids) {
        return new Outbox(store, ids, new Unsubscribed(), new Doorbell());
    }

    @Override
    public Optional<Record> find(Session session, String type, String id) {
        return Optional.empty();
    }

    @Override
    public boolean isReadableBy(Session session, Record resource, String productId) {
        return false;
    }

    @Override
    public Optional<String> document(Session session, Shown shown, Dialect dialect, String apiVersion, Instant now) {
        throw new IllegalStateException("Nobody asked");
    }

    @Override
    public Optional<String> nameIn(Dialect dialect, String event) {
        return Optional.empty();
    }

    @Override
    public Metadata attributes(Session session, Record resource, Instant now) {
        return Metadata.EMPTY;
    }

    @Override
    public boolean knowsVersion(String apiVersion) {
        return false;
    }
}

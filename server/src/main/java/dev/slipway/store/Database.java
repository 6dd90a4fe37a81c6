package dev.slipway.store;

import java.util.function.Function;
import org.jooq.DSLContext;

/**
 * A database engine with Slipway's schema in it. One piece of work runs wholly on one connection, in one transaction, and
 * must do no hashing, network or blob work meanwhile. Failures of the engine come out as typed refusals or
 * {@link DatabaseUnavailableException}.
 */
interface Database extends AutoCloseable {

    /** Runs work that only reads, all of it on one snapshot. */
    <T> T read(Function<DSLContext, T> work);

    /** Runs work that writes; when this returns, the changes are durable. When the work throws, nothing has changed. */
    <T> T write(Function<DSLContext, T> work);

    /** Like {@link #write}, for data no answer depends on: the revision stays. */
    <T> T observe(Function<DSLContext, T> work);

    /** Whether a trivial query succeeds. */
    boolean isReachable();

    /** Whether {@code SELECT … FOR UPDATE} is needed, because writers run side by side. */
    boolean hasConcurrentWriters();

    /** A number that changes whenever the data may have, or -1 when that cannot be known cheaply. */
    long revision();

    @Override
    void close();
}

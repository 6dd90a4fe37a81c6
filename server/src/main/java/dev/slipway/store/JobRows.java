package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.JOBS;

import java.time.Instant;
import org.jooq.DSLContext;

/** Periodic work, and who is at it. */
public final class JobRows {
    private final DSLContext sql;

    JobRows(DSLContext sql) {
        this.sql = sql;
    }

    /** Takes a job that is due until a moment; false when it is not due, or somebody else was first. */
    public boolean take(String name, String holder, Instant now, Instant until) {
        // A job nobody has done yet is due.
        sql.insertInto(JOBS, JOBS.NAME, JOBS.DUE)
                .values(name, 0L)
                .onConflictDoNothing()
                .execute();
        return sql.update(JOBS)
                        .set(JOBS.DUE, micros(until))
                        .set(JOBS.HOLDER, holder)
                        .where(JOBS.NAME.eq(name).and(JOBS.DUE.le(micros(now))))
                        .execute()
                == 1;
    }

    /** Says when a job that was taken is to be done next; without effect when somebody else has it since. */
    public void finish(String name, String holder, Instant next) {
        sql.update(JOBS)
                .set(JOBS.DUE, micros(next))
                .setNull(JOBS.HOLDER)
                .where(JOBS.NAME.eq(name).and(JOBS.HOLDER.eq(holder)))
                .execute();
    }

    /** Makes a job due that nobody is at. */
    public void hasten(String name) {
        sql.update(JOBS)
                .set(JOBS.DUE, 0L)
                .where(JOBS.NAME.eq(name).and(JOBS.HOLDER.isNull()))
                .execute();
    }

    /** Forgets who is at what: for when it is known that nobody is left. */
    public void release() {
        sql.update(JOBS)
                .set(JOBS.DUE, 0L)
                .setNull(JOBS.HOLDER)
                .where(JOBS.HOLDER.isNotNull())
                .execute();
    }
}

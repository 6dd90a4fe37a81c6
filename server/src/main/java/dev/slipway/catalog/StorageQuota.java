package dev.slipway.catalog;

import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import java.util.Optional;

/**
 * How much the artifacts of one account may take up together. What is replaced or deleted counts until it is gone for good, and
 * uploads to different products that end in the same moment may exceed it together.
 *
 * @param bytes 0 for no limit
 */
public record StorageQuota(long bytes) {

    /** Why an account cannot keep that many more bytes: 409; empty when it can. */
    Optional<Refusal> refusal(Session session, long more) {
        boolean exceeded = bytes > 0 && session.artifacts().storedBytes() > bytes - Math.max(more, 0);
        return exceeded ? Optional.of(Refusal.of(Problem.STORAGE_LIMIT_REACHED)) : Optional.empty();
    }

    /** Refuses with 409 when an account cannot keep that many more bytes. */
    void require(Session session, long more) {
        refusal(session, more).ifPresent(refusal -> {
            throw refusal;
        });
    }
}

package dev.slipway.catalog;

import dev.slipway.blob.BlobLengthMismatch;
import dev.slipway.blob.BlobNotFound;
import dev.slipway.blob.BlobStorageException;
import dev.slipway.blob.BlobTooLarge;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure around bytes means for a caller. */
final class BlobFailures {
    private static final Logger LOGGER = LoggerFactory.getLogger(BlobFailures.class);

    private BlobFailures() {}

    /** What to throw in place of a failure; one of the sender's connection is passed on. */
    static RuntimeException refusal(IOException failure) {
        return switch (failure) {
            case BlobTooLarge large ->
                Refusal.of(
                        Problem.BODY_TOO_LARGE,
                        "The file is larger than the accepted %d bytes".formatted(large.maxBytes()));
            case BlobLengthMismatch mismatch ->
                Refusal.of(
                        Problem.BAD_REQUEST,
                        "The body does not have the announced length of %d bytes".formatted(mismatch.expectedLength()));
            case BlobNotFound missing -> Refusal.of(Problem.NOT_FOUND, "The file is no longer available");
            case BlobStorageException storage -> {
                LOGGER.atError().setCause(storage).log("The file storage failed");
                yield Refusal.of(Problem.UNAVAILABLE);
            }
            default -> new UncheckedIOException(failure);
        };
    }
}

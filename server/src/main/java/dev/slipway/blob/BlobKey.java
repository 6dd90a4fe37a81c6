package dev.slipway.blob;

import java.util.Optional;
import java.util.UUID;

/**
 * The key of a blob: an id of our own making, never derived from a name a caller gave. Its text is a canonical UUID, so
 * that no key can lead out of the folder that keeps the blobs.
 *
 * @param id the id, whose last 16 bits must be random since they spread blobs over folders
 */
public record BlobKey(UUID id) {
    /** Reads a key from its canonical text (lower case, with dashes); empty for anything else. */
    public static Optional<BlobKey> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            var key = new BlobKey(UUID.fromString(text));
            // UUID reads sloppy texts too; only the one canonical spelling may name a blob.
            return key.toString().equals(text) ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The canonical text, which {@link #parse(String)} reads. */
    @Override
    public String toString() {
        return id.toString();
    }
}

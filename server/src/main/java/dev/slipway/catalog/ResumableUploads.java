package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.blob.PartialFiles;
import dev.slipway.event.Jobs.Job;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.secret.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files of releases that arrive in pieces. Once the last byte is there, the file goes the way of every other one: through {@link
 * ReleaseFiles}, which reads the state of the release again in its transaction.
 */
public final class ResumableUploads {
    /** How long an upload may take from its beginning. */
    public static final Duration LIFE = Duration.ofDays(7);

    /** How long a finished upload is remembered, for whoever missed the answer to its last bytes. */
    public static final Duration MEMORY = Duration.ofDays(1);

    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int MOST_OF_ACCOUNT = 200;
    private static final int ID_BYTES = 24;
    private static final String DONE = "done";
    private static final String FINISHED = "finished";

    private final PartialFiles parts;
    private final ReleaseFiles files;
    private final Ids ids;
    private final long largestBytes;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /**
     * Collects pieces here.
     *
     * @param largestBytes the size of the largest file
     */
    public ResumableUploads(PartialFiles parts, ReleaseFiles files, Ids ids, long largestBytes) {
        this.parts = parts;
        this.files = files;
        this.ids = ids;
        this.largestBytes = largestBytes;
    }

    /**
     * An upload.
     *
     * @param length in bytes, in the end
     * @param offset how many bytes are here
     * @param label what its sender said of it when it began, word for word
     */
    public record Upload(String id, long length, long offset, Instant expires, String label) {}

    /**
     * What is to be uploaded.
     *
     * @param type the media type, null when not named
     * @param length in bytes
     * @param label what its sender says of it, to be told again
     */
    public record Announcement(
            String releaseId, String name, @Nullable String type, long length, String label) {}

    /** The largest file, in bytes. */
    public long largestBytes() {
        return largestBytes;
    }

    /** The account an upload belongs to, if there is such an upload. */
    public Optional<String> accountOf(String id) {
        return parts.find(id).map(about -> about.get("account"));
    }

    /**
     * Begins an upload.
     *
     * @throws Refusal as {@link ReleaseFiles#upload}, and 429 when the account has begun too many
     */
    public Upload begin(Caller caller, Announcement announced) {
        long length = announced.length();
        if (length > largestBytes) {
            throw Refusal.of(
                    Problem.BODY_TOO_LARGE, "The file is larger than the accepted %d bytes".formatted(largestBytes));
        }
        files.requireUploadable(caller, announced.releaseId(), announced.name(), length);
        String account = caller.account().id();
        long begun = parts.all().values().stream()
                .filter(about -> account.equals(about.get("account")) && !about.containsKey(DONE))
                .count();
        if (begun >= MOST_OF_ACCOUNT) {
            throw Refusal.of(Problem.TOO_MANY_REQUESTS, "Too many uploads were begun; finish or cancel some first");
        }
        Map<String, String> about = new HashMap<>(Map.of(
                "account",
                account,
                "bearer",
                Objects.requireNonNull(caller.bearer().id()),
                "release",
                announced.releaseId(),
                "name",
                announced.name(),
                "length",
                Long.toString(length),
                "begun",
                caller.now().toString(),
                "label",
                announced.label()));
        if (announced.type() != null) {
            about.put("type", announced.type());
        }
        String id = ids.randomHex(ID_BYTES);
        try {
            parts.describe(id, about);
            return settled(caller, id);
        } catch (IOException e) {
            throw BlobFailures.refusal(e);
        }
    }

    /**
     * Where an upload stands. One that was complete when the program stopped is finished first.
     *
     * @throws Refusal 404 when the caller has begun no such upload; 409 while a complete one is being made a file, because
     *     nobody knows yet whether that succeeds; else as {@link ReleaseFiles#upload}
     */
    public Upload find(Caller caller, String id) {
        require(caller, id);
        boolean free = busy.add(id);
        try {
            if (free) {
                return settled(caller, id);
            }
            Upload upload = state(id);
            if (upload.offset() == upload.length() && !isDone(id)) {
                throw Refusal.of(Problem.CONFLICT, "All bytes are here and being checked");
            }
            return upload;
        } catch (IOException e) {
            throw BlobFailures.refusal(e);
        } finally {
            if (free) {
                busy.remove(id);
            }
        }
    }

    /**
     * Takes more bytes. What arrives before the source breaks off is kept.
     *
     * @param offset where the bytes belong, which must be where those so far end
     * @throws Refusal 404; 409 when they belong elsewhere or others are arriving; 413 when they are too many; else as {@link
     *     ReleaseFiles#upload}
     */
    public Upload append(Caller caller, String id, long offset, InputStream source) {
        require(caller, id);
        if (!busy.add(id)) {
            throw Refusal.of(Problem.CONFLICT, "Other bytes of this upload are arriving");
        }
        try {
            Upload before = state(id);
            if (before.offset() != offset) {
                throw Refusal.of(Problem.CONFLICT, "The upload goes on at byte " + before.offset());
            }
            if (!isDone(id) && !parts.append(id, source, before.length() - offset)) {
                throw Refusal.of(Problem.BODY_TOO_LARGE, "There are more bytes than were announced");
            }
            return settled(caller, id);
        } catch (IOException e) {
            throw BlobFailures.refusal(e);
        } finally {
            busy.remove(id);
        }
    }

    /** Gives an upload up. */
    public void cancel(Caller caller, String id) {
        require(caller, id);
        if (busy.contains(id)) {
            throw Refusal.of(Problem.CONFLICT, "Bytes of this upload are arriving");
        }
        drop(id);
    }

    private void require(Caller caller, String id) {
        caller.requireAuthentication();
        boolean own = parts.find(id)
                .filter(about -> caller.account().id().equals(about.get("account")))
                .filter(about -> Objects.equals(caller.bearer().id(), about.get("bearer")))
                .filter(about -> expiry(about).isAfter(caller.now()))
                .isPresent();
        if (!own) {
            throw Refusal.notFound("upload", id);
        }
    }

    private Map<String, String> about(String id) {
        return parts.find(id).orElseThrow(() -> Refusal.notFound("upload", id));
    }

    private boolean isDone(String id) {
        return about(id).containsKey(DONE);
    }

    private static Instant expiry(Map<String, String> about) {
        String finished = about.get(FINISHED);
        return finished != null
                ? Instant.parse(finished).plus(MEMORY)
                : Instant.parse(value(about, "begun")).plus(LIFE);
    }

    private static String value(Map<String, String> about, String name) {
        return Objects.requireNonNull(about.get(name), name);
    }

    private Upload state(String id) throws IOException {
        Map<String, String> about = about(id);
        long length = Long.parseLong(value(about, "length"));
        long offset = about.containsKey(DONE) ? length : parts.length(id);
        return new Upload(id, length, offset, expiry(about), about.getOrDefault("label", ""));
    }

    /** The upload once a complete one has become a file of its release. A refused one is gone. */
    private Upload settled(Caller caller, String id) throws IOException {
        Upload upload = state(id);
        if (upload.offset() < upload.length() || isDone(id)) {
            return upload;
        }
        Map<String, String> about = about(id);
        try (InputStream bytes = parts.open(id)) {
            files.upload(
                    caller,
                    value(about, "release"),
                    value(about, "name"),
                    upload.length(),
                    () -> new ReleaseFiles.Arrival(
                            new ReleaseFiles.Announcement(upload.length(), about.get("type"), null), bytes));
        } catch (Refusal refusal) {
            if (refusal.problem().status() < 500) {
                drop(id);
            }
            throw refusal;
        }
        // Whoever missed the answer finds the upload complete when they ask again.
        Map<String, String> done = new HashMap<>(about);
        done.put(DONE, "true");
        done.put(FINISHED, caller.now().toString());
        parts.describe(id, done);
        parts.dropBytes(id);
        return state(id);
    }

    private void drop(String id) {
        try {
            parts.delete(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets, again and again, uploads whose time is over: those that were not finished, and later those that were. */
    public Job job() {
        return new Job(
                "unfinished-uploads",
                EVERY,
                now -> parts.all().forEach((id, about) -> {
                    if (!expiry(about).isAfter(now) && !busy.contains(id)) {
                        drop(id);
                    }
                }));
    }
}

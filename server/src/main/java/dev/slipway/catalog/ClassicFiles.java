package dev.slipway.catalog;

import dev.slipway.model.Artifact;
import dev.slipway.model.Release;
import dev.slipway.store.RevisionCache;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What clients of one-file releases are shown about releases and artifacts that they were found to have: for many at once, in
 * one query each.
 */
public final class ClassicFiles {
    private static final int REMEMBERED = 1_000;

    private final Reading reading;
    private final @Nullable RevisionCache<Key, Map<String, ClassicFile>> files;
    private final @Nullable RevisionCache<Key, Map<String, String>> products;

    /** Looks in this store, and remembers what it found of a single one while the store does not change. */
    public ClassicFiles(Store store) {
        this.reading = new Reading() {
            @Override
            public <T> T read(String accountId, Function<Session, T> work) {
                return store.read(accountId, work);
            }
        };
        this.files = new RevisionCache<>(store, REMEMBERED);
        this.products = new RevisionCache<>(store, REMEMBERED);
    }

    /** Looks in a transaction under way, and remembers nothing: what is found may yet be undone. */
    public ClassicFiles(Session session) {
        this.reading = new Reading() {
            @Override
            public <T> T read(String accountId, Function<Session, T> work) {
                return work.apply(session);
            }
        };
        this.files = null;
        this.products = null;
    }

    private interface Reading {
        <T> T read(String accountId, Function<Session, T> work);
    }

    private record Key(String accountId, List<String> ids, boolean unfinished) {}

    /** How often a release was downloaded and upgraded to. */
    public record Counters(long downloads, long upgrades) {}

    /**
     * The files of releases, by release; a release without one is missing. Of several artifacts, the one made last counts.
     *
     * @param unfinished whether artifacts whose bytes have not arrived count, too, and without any artifact the file that the
     *     release was announced with
     */
    public Map<String, ClassicFile> ofReleases(String accountId, List<String> releaseIds, boolean unfinished) {
        if (releaseIds.isEmpty()) {
            return Map.of();
        }
        return remembered(
                files, new Key(accountId, releaseIds, unfinished), () -> read(accountId, releaseIds, unfinished));
    }

    private Map<String, ClassicFile> read(String accountId, List<String> releaseIds, boolean unfinished) {
        return reading.read(accountId, session -> {
            Map<String, ClassicFile> found = new HashMap<>();
            if (unfinished) {
                session.classicFiles()
                        .ofReleases(releaseIds)
                        .forEach(announced -> found.put(announced.releaseId(), ClassicFile.of(announced)));
            }
            session.artifacts()
                    .latestOfEach(releaseIds, !unfinished)
                    .forEach(artifact -> found.put(artifact.releaseId(), ClassicFile.of(artifact)));
            return Map.copyOf(found);
        });
    }

    /** Single ones are what installations ask for again and again; lists would only fill the memory. */
    private static <V> V remembered(@Nullable RevisionCache<Key, V> known, Key key, Supplier<V> read) {
        return known != null && key.ids().size() == 1 ? known.get(key, read) : read.get();
    }

    /** The counters of releases, by release. */
    public Map<String, Counters> counters(String accountId, List<String> releaseIds) {
        if (releaseIds.isEmpty()) {
            return Map.of();
        }
        // Never remembered: counters are added to without the store's noticing.
        return reading.read(accountId, session -> session.releases().findAll(releaseIds)).stream()
                .collect(Collectors.toUnmodifiableMap(
                        Release::id, release -> new Counters(release.downloads(), release.upgrades())));
    }

    /** The ids of the products of artifacts, by artifact. */
    public Map<String, String> productsOfArtifacts(String accountId, List<String> artifactIds) {
        if (artifactIds.isEmpty()) {
            return Map.of();
        }
        return remembered(
                products,
                new Key(accountId, artifactIds, true),
                () -> reading.read(accountId, session -> session.artifacts().findAll(artifactIds)).stream()
                        .collect(Collectors.toUnmodifiableMap(Artifact::id, Artifact::productId)));
    }
}

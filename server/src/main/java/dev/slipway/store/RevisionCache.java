package dev.slipway.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;

/**
 * Remembers what was read from a store for as long as nothing in the store changed. Where the store cannot tell
 * ({@link Store#revision} is -1) nothing is remembered, so a stale answer is never given.
 *
 * @param <V> an immutable value
 */
public final class RevisionCache<K, V> {
    private final Store store;
    private final Cache<K, Stamped<V>> entries;

    /** Remembers at most {@code size} values. */
    public RevisionCache(Store store, long size) {
        this.store = store;
        this.entries = Caffeine.newBuilder().maximumSize(size).build();
    }

    private record Stamped<V>(long revision, V value) {}

    /** The value under a key, read now unless it was read since the last change. */
    public V get(K key, Supplier<V> read) {
        // Taken before reading: a change meanwhile makes the entry stale rather than wrong.
        long revision = store.revision();
        if (revision < 0) {
            return read.get();
        }
        Stamped<V> known = entries.getIfPresent(key);
        if (known != null && known.revision() == revision) {
            return known.value();
        }
        V value = read.get();
        entries.put(key, new Stamped<>(revision, value));
        return value;
    }
}

package dev.slipway.model;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param hasMore whether there are records after it
 * @param total how many there are in all; only counted for {@link PageRequest.Offset}, and not in lists that
 *     grow with what happens; else -1
 */
public record Slice<T>(List<T> items, boolean hasMore, long total) {

    /** The same part of the list of what {@code mapper} makes of each record. */
    public <R> Slice<R> map(Function<? super T, ? extends R> mapper) {
        return new Slice<>(items.stream().<R>map(mapper).toList(), hasMore, total);
    }
}

package dev.slipway.model;

import org.jspecify.annotations.Nullable;

/**
 * What an update says about one attribute: nothing, or a value, which may be null.
 *
 * @param given whether the update names the attribute at all
 */
public record Change<T>(boolean given, @Nullable T value) {

    /** The update does not name the attribute. */
    public static <T> Change<T> none() {
        return new Change<>(false, null);
    }

    /** The update sets the attribute. */
    public static <T> Change<T> to(@Nullable T value) {
        return new Change<>(true, value);
    }

    /** The value after the update, of an attribute that may be null. */
    public @Nullable T over(@Nullable T current) {
        return given ? value : current;
    }

    /** The value after the update, of an attribute that cannot be null: null means no change. */
    public T overRequired(T current) {
        return value == null ? current : value;
    }
}

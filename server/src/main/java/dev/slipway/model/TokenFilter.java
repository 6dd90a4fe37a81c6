package dev.slipway.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of a list are wanted. Null means any.
 *
 * @param kinds what bears them
 * @param bearerId who bears them
 * @param roles what role the bearer has
 */
public record TokenFilter(
        @Nullable Set<BearerReference.Kind> kinds,
        @Nullable String bearerId,
        @Nullable Set<Role> roles) {
    /** All of them. */
    public static final TokenFilter ANY = new TokenFilter(null, null, null);

    /** Those of one bearer. */
    public static TokenFilter of(BearerReference bearer) {
        return new TokenFilter(Set.of(bearer.kind()), bearer.id(), null);
    }
}

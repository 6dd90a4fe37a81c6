package dev.slipway.licensing;

import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Attributes whose value is one of a few words or a number within bounds. */
final class Choices {
    /** The largest number every client can hold. */
    static final long LARGEST = Integer.MAX_VALUE;

    private Choices() {}

    /** The constant of that name; {@code otherwise} when none is given or, noted, when it is unknown. */
    static <E extends Enum<E>> E named(
            Class<E> type, @Nullable String given, E otherwise, String attribute, Violations violations) {
        if (given == null) {
            return otherwise;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(given))
                .findFirst()
                .orElseGet(() -> {
                    violations.add(
                            Source.attribute(attribute),
                            Rule.NOT_ALLOWED,
                            "must be one of: " + String.join(", ", names(type)));
                    return otherwise;
                });
    }

    private static <E extends Enum<E>> Iterable<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }

    /** Notes a number that is too small or too large for anyone to mean it. */
    static void checkNumber(@Nullable Long number, long least, String attribute, Violations violations) {
        if (number != null) {
            violations.addIf(
                    number < least,
                    Source.attribute(attribute),
                    Rule.INVALID,
                    "must be greater than or equal to " + least);
            violations.addIf(
                    number > LARGEST,
                    Source.attribute(attribute),
                    Rule.INVALID,
                    "must be less than or equal to " + LARGEST);
        }
    }
}

package dev.slipway.dashboard;

import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.web.Form;
import org.jspecify.annotations.Nullable;

/** Numbers as people type them in forms. */
final class Numbers {
    private Numbers() {}

    /**
     * The number that a field holds; null where it is empty.
     *
     * @throws Refusal 422 when it holds none
     */
    static @Nullable Long whole(Form form, String field) {
        String given = form.given(field);
        if (given == null) {
            return null;
        }
        if (!given.matches("[0-9]{1,9}")) {
            throw Refusal.invalid(Source.attribute(field), Rule.INVALID, "must be a whole number");
        }
        return Long.valueOf(given);
    }

    static @Nullable String text(@Nullable Long number) {
        return number == null ? null : number.toString();
    }
}

package dev.slipway.problem;

import dev.slipway.problem.Fault.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects broken rules, so that a caller learns all of them at once. One per place and rule: the first text wins. */
public final class Violations {
    private final List<Fault> faults = new ArrayList<>();

    /** Notes a broken rule. */
    public void add(Source source, Rule rule, String detail) {
        boolean known = faults.stream().anyMatch(fault -> fault.source().equals(source) && fault.rule() == rule);
        if (!known) {
            faults.add(Fault.invalid(source, rule, detail));
        }
    }

    /** Notes a broken rule when {@code broken}. */
    public void addIf(boolean broken, Source source, Rule rule, String detail) {
        if (broken) {
            add(source, rule, detail);
        }
    }

    /** Notes a text that is longer than {@code limit} characters (code points). */
    public void addIfLonger(@Nullable String text, int limit, String attribute) {
        if (text != null && text.codePointCount(0, text.length()) > limit) {
            add(Source.attribute(attribute), Rule.TOO_LONG, "is too long (maximum is %d characters)".formatted(limit));
        }
    }

    /** Whether nothing was noted. */
    public boolean isEmpty() {
        return faults.isEmpty();
    }

    /** The refusal for what was noted, which must be something. */
    public Refusal refusal() {
        return new Refusal(faults);
    }

    /** Refuses when anything was noted. */
    public void throwIfAny() {
        if (!faults.isEmpty()) {
            throw refusal();
        }
    }
}

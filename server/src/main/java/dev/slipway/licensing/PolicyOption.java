package dev.slipway.licensing;

import dev.slipway.model.Metadata;
import dev.slipway.model.Policy;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of policies that is kept for the clients that send and read it. Most have no effect here, because machines
 * are not tracked.
 */
public sealed interface PolicyOption {

    /** The name in snake case. */
    String name();

    /** The name in camel case. */
    String attribute();

    /** The value of a policy that says nothing about it. */
    @Nullable
    Object otherwise();

    /** Notes what is wrong with a value that is not null. */
    void check(Object value, Violations violations);

    /** Yes or no; no unless said. */
    record Flag(String name, String attribute) implements PolicyOption {
        @Override
        public Object otherwise() {
            return false;
        }

        @Override
        public void check(Object value, Violations violations) {
            boolean unsupported = name.equals("use_pool") || name.equals("encrypted");
            violations.addIf(
                    unsupported && value.equals(true),
                    Source.attribute(attribute),
                    Rule.NOT_SUPPORTED,
                    "is not supported");
        }
    }

    /** A number; none unless said. */
    record Count(String name, String attribute) implements PolicyOption {
        @Override
        public @Nullable Object otherwise() {
            return null;
        }

        @Override
        public void check(Object value, Violations violations) {
            Choices.checkNumber(((Number) value).longValue(), 1, attribute, violations);
        }
    }

    /** One of a few words. */
    record Choice(String name, String attribute, @Nullable String otherwise, List<String> words)
            implements PolicyOption {
        @Override
        public void check(Object value, Violations violations) {
            violations.addIf(
                    !words.contains(value.toString()),
                    Source.attribute(attribute),
                    Rule.NOT_ALLOWED,
                    "must be one of: " + String.join(", ", words));
        }
    }

    /** What a policy says about this. */
    default @Nullable Object of(Policy policy) {
        Object stored = policy.options().get(name());
        if (stored == null && name().equals("max_machines")) {
            return Boolean.TRUE.equals(policy.options().get("floating")) ? null : 1L;
        }
        return stored == null ? otherwise() : stored;
    }

    /** The options after an update that names some of them; null takes one back to what it is unless said. */
    static Metadata merge(Metadata current, Metadata update) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(current.values());
        update.values().forEach((name, value) -> {
            if (value == null) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        return new Metadata(merged);
    }

    /** Notes what is wrong with the options of a policy, each by itself and together. */
    static void check(Metadata options, Violations violations) {
        for (PolicyOption option : PolicyOptions.ALL) {
            Object value = options.get(option.name());
            if (value != null) {
                option.check(value, violations);
            }
        }
        boolean checksIn = Boolean.TRUE.equals(options.get("require_check_in"));
        violations.addIf(
                checksIn && options.get("check_in_interval") == null,
                Source.attribute("checkInInterval"),
                Rule.NOT_ALLOWED,
                "must be one of: day, week, month, year");
        Object count = options.get("check_in_interval_count");
        violations.addIf(
                count == null ? checksIn : ((Number) count).longValue() > 365,
                Source.attribute("checkInIntervalCount"),
                Rule.INVALID,
                "must be a number between 1 and 365 inclusive");
    }
}

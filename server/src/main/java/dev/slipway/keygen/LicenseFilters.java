package dev.slipway.keygen;

import dev.slipway.model.Aliases;
import dev.slipway.model.LicenseFilter;
import dev.slipway.model.LicenseFilter.Window;
import dev.slipway.model.LicenseStatus;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The licenses that a query asks for. What is blank, of the wrong shape or unknown by name is ignored; a value that nothing can
 * have finds nothing.
 */
final class LicenseFilters {
    private static final Pattern MEMBER = Pattern.compile("(\\w+)\\[([^\\[\\]]+)]");
    /** There are neither machines nor groups. */
    private static final Set<String> ALWAYS_EMPTY = Set.of("machine", "group");

    private final Context context;
    private final Instant now;
    private final List<Window> expiry = new ArrayList<>();
    private final List<Window> activity = new ArrayList<>();
    private final Map<String, Set<String>> metadata = new LinkedHashMap<>();
    private boolean findsNothing;

    private LicenseFilters(Context context) {
        this.context = context;
        this.now = context.caller().now();
    }

    /**
     * What a query asks for; empty when nothing can fit.
     *
     * @throws Refusal 400 when a part of a key is asked for
     */
    static Optional<LicenseFilter> read(Context context) {
        return new LicenseFilters(context).read();
    }

    private Optional<LicenseFilter> read() {
        readMembers();
        readFlags();
        findsNothing |= ALWAYS_EMPTY.stream().anyMatch(name -> context.filter(name) != null);
        Set<LicenseStatus> statuses = statuses();
        List<String> holders = new ArrayList<>();
        String user = id("user");
        if (user != null) {
            holders.add(user);
        }
        LicenseFilter filter = new LicenseFilter(
                id("product"),
                id("policy"),
                id("owner"),
                holders,
                context.filter("key"),
                flag("suspended"),
                assigned(),
                statuses,
                expiry,
                activity,
                metadata,
                now);
        return findsNothing ? Optional.empty() : Optional.of(filter);
    }

    private void readFlags() {
        Boolean expired = flag("expired");
        if (expired != null) {
            expiry.add(new Window(null, now, !expired));
        }
        Boolean expiring = flag("expiring");
        if (expiring != null) {
            expiry.add(new Window(now, now.plus(LicenseStatus.SOON), !expiring));
        }
        findsNothing |= Boolean.TRUE.equals(flag("activated"));
    }

    private @Nullable Set<LicenseStatus> statuses() {
        String given = context.filter("status");
        if (given == null) {
            return null;
        }
        Optional<LicenseStatus> status = LicenseStatus.find(given);
        findsNothing |= status.isEmpty();
        return status.map(Set::of).orElse(Set.of());
    }

    private @Nullable Boolean assigned() {
        Boolean assigned = flag("assigned");
        Boolean unassigned = flag("unassigned");
        findsNothing |= assigned != null && assigned.equals(unassigned);
        return unassigned == null ? assigned : Boolean.valueOf(!unassigned);
    }

    private @Nullable String id(String name) {
        String given = context.filter(name);
        return given == null ? null : Aliases.canonical(given);
    }

    private @Nullable Boolean flag(String name) {
        return switch (context.filter(name)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            case null, default -> null;
        };
    }

    private void readMembers() {
        TimeWindows times = new TimeWindows(now);
        for (String name : context.query().names()) {
            Matcher member = MEMBER.matcher(name);
            String value = context.filter(name);
            if (!member.matches() || value == null) {
                continue;
            }
            String key = member.group(2);
            switch (member.group(1)) {
                case "metadata" -> metadata.put(KeyCase.snake(key), Set.of(value));
                case "expires" -> add(expiry, times.ahead(key, value));
                case "expired" -> {
                    if (add(expiry, times.ago(key, value))) {
                        expiry.add(new Window(null, now, false));
                    }
                }
                case "activity" -> add(activity, times.lately(key, value));
                case "activations" -> findsNothing |= !fitsNoMachine(key, value);
                case "key" ->
                    throw Refusal.of(
                            Problem.BAD_REQUEST,
                            "can only be matched as a whole (keys are stored encrypted)",
                            Source.parameter(name));
                default -> {}
            }
        }
    }

    private boolean add(List<Window> windows, TimeWindows.Reading reading) {
        return switch (reading) {
            case TimeWindows.Reading.Unknown unknown -> false;
            case TimeWindows.Reading.Senseless senseless -> {
                findsNothing = true;
                yield false;
            }
            case TimeWindows.Reading.Span span -> windows.add(span.window());
        };
    }

    /** Whether a condition on the number of machines, which is always none, holds. */
    private static boolean fitsNoMachine(String word, String value) {
        boolean number = value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        long bound = number ? Long.parseLong(value) : -1;
        return switch (word) {
            case "eq" -> bound == 0;
            case "gt" -> false;
            case "gte" -> bound == 0;
            case "lt" -> bound > 0;
            case "lte" -> bound >= 0;
            default -> true;
        };
    }
}

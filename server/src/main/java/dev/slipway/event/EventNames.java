package dev.slipway.event;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The events that endpoints can subscribe to, by the names they are recorded under; Keygen's clients know them by these. */
public final class EventNames {
    private static final Set<String> KNOWN = known(
            "account updated settings.created settings.updated settings.deleted",
            "artifact created updated deleted downloaded uploaded upload.processing upload.succeeded upload.failed",
            "entitlement created updated deleted",
            "license created updated deleted revoked renewed suspended reinstated checked-in checked-out expired"
                    + " expiring-soon check-in-overdue check-in-required-soon policy.updated owner.updated group.updated"
                    + " users.attached users.detached entitlements.attached entitlements.detached usage.incremented"
                    + " usage.decremented usage.reset validation.succeeded validation.failed",
            "package created updated deleted",
            "policy created updated deleted entitlements.attached entitlements.detached",
            "product created updated deleted",
            "release created updated deleted published yanked downloaded upgraded uploaded replaced package.updated"
                    + " constraints.attached constraints.detached",
            "token generated regenerated revoked",
            "user created updated deleted banned unbanned group.updated password-reset");

    /** Names that clients of old subscribe to, and that nothing here is called any more. */
    private static final Set<String> LEGACY = Set.of(
            "*",
            "license.validated",
            "license.user.updated",
            "account.billing.updated",
            "account.plan.updated",
            "account.subscription.canceled",
            "account.subscription.paused",
            "account.subscription.renewed",
            "account.subscription.resumed",
            "policy.pool.popped");

    private static final Set<String> FOREIGN =
            Set.of("component", "environment", "group", "key", "machine", "process", "second-factor");

    private EventNames() {}

    private static Set<String> known(String... families) {
        Set<String> names = new TreeSet<>();
        for (String family : families) {
            String[] words = family.split(" ", -1);
            for (int i = 1; i < words.length; i++) {
                names.add(words[0] + "." + words[i]);
            }
        }
        return Set.copyOf(names);
    }

    /** All events that endpoints are told of, in order. */
    public static List<String> told() {
        return KNOWN.stream().sorted().toList();
    }

    /** Whether endpoints are told of events of that name. */
    public static boolean isTold(String name) {
        return KNOWN.contains(name);
    }

    /**
     * Whether that may be subscribed to: events there are, events of old, all of them, and events about what is kept
     * elsewhere, which clients subscribe to together with the others.
     */
    static boolean isAccepted(String name) {
        if (KNOWN.contains(name) || LEGACY.contains(name)) {
            return true;
        }
        int dot = name.indexOf('.');
        return dot > 0 && FOREIGN.contains(name.substring(0, dot)) && name.matches("[a-z-]+(\\.[a-z-]+){1,3}");
    }
}

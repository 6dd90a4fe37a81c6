package dev.slipway.cryptlex;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What events are called under {@code /v3}. What changes nothing that its answers show is not told, and several changes that
 * have names of their own elsewhere are an update here.
 */
public final class WebhookEventNames {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("release.created", "release.created"),
            Map.entry("release.updated", "release.updated"),
            Map.entry("release.replaced", "release.updated"),
            Map.entry("release.package.updated", "release.updated"),
            Map.entry("release.constraints.attached", "release.updated"),
            Map.entry("release.constraints.detached", "release.updated"),
            Map.entry("release.published", "release.published"),
            Map.entry("release.yanked", "release.archived"),
            Map.entry("release.deleted", "release.deleted"),
            Map.entry("artifact.uploaded", "release-file.created"),
            Map.entry("artifact.updated", "release-file.updated"),
            Map.entry("artifact.deleted", "release-file.deleted"),
            Map.entry("license.created", "license.created"),
            Map.entry("license.updated", "license.updated"),
            Map.entry("license.suspended", "license.updated"),
            Map.entry("license.reinstated", "license.updated"),
            Map.entry("license.policy.updated", "license.updated"),
            Map.entry("license.owner.updated", "license.updated"),
            Map.entry("license.users.attached", "license.updated"),
            Map.entry("license.users.detached", "license.updated"),
            Map.entry("license.renewed", "license.renewed"),
            Map.entry("license.expired", "license.expired"),
            Map.entry("license.expiring-soon", "license.expiring-soon"),
            Map.entry("license.deleted", "license.deleted"),
            // There, to revoke is to remove.
            Map.entry("license.revoked", "license.deleted"),
            Map.entry("user.created", "user.created"),
            Map.entry("user.updated", "user.updated"),
            Map.entry("user.deleted", "user.deleted"));

    private static final Set<String> TOLD = Set.copyOf(NAMES.values());

    /** What clients subscribe to together with the others, though not all of it happens here. */
    private static final Pattern FOREIGN = Pattern.compile("(license|activation|user|organization)\\.[a-z]+(-[a-z]+)*");

    private static final int LONGEST = 100;

    private WebhookEventNames() {}

    /** The name of an event that was recorded under another; empty when nobody is told of it. */
    public static Optional<String> of(String event) {
        return Optional.ofNullable(NAMES.get(event));
    }

    /** All events that somebody may be told of, in order. */
    public static List<String> told() {
        return TOLD.stream().sorted().toList();
    }

    /** Whether that may be subscribed to. */
    public static boolean isSubscribable(String name) {
        return TOLD.contains(name)
                || (name.length() <= LONGEST && FOREIGN.matcher(name).matches());
    }
}

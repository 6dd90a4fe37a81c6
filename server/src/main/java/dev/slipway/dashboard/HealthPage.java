package dev.slipway.dashboard;

import dev.slipway.web.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether everything works.
 *
 * @param isWell whether all parts do
 * @param storage how much is stored; null for whoever may not know
 */
public record HealthPage(
        Frame frame,
        boolean isWell,
        List<Part> parts,
        @Nullable StorageUse storage) {

    /**
     * One part.
     *
     * @param advice what to look at when it does not work
     */
    public record Part(
            String name, Badge standing, @Nullable String advice) {}
}

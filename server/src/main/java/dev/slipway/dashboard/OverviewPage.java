package dev.slipway.dashboard;

import dev.slipway.model.DailyCount;
import dev.slipway.model.VersionUse;
import dev.slipway.web.Frame;
import dev.slipway.web.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the account is doing. Parts are null for whoever may not know them.
 *
 * @param changes what happened lately
 * @param days downloads and upgrades of each of the last days, the oldest first
 * @param versions what licenses run
 * @param drafts releases that nobody has published yet
 * @param failing webhooks that do not take what they are told
 */
public record OverviewPage(
        Frame frame,
        @Nullable List<EventRow> changes,
        @Nullable List<DailyCount> days,
        @Nullable List<VersionUse> versions,
        @Nullable List<Draft> drafts,
        @Nullable List<WebhooksPage.Row> failing,
        @Nullable StorageUse storage) {

    /** A release that nobody has published yet. */
    public record Draft(String id, String title, String product, Instant created) {}

    /** Whether anything was downloaded or offered in all these days. */
    public boolean hasTraffic() {
        return downloads() + upgrades() > 0;
    }

    /** How much that was, in words. */
    public String traffic() {
        return count(downloads(), "download") + " and " + count(upgrades(), "upgrade");
    }

    private static String count(long number, String what) {
        return Text.number(number) + " " + what + (number == 1 ? "" : "s");
    }

    private long downloads() {
        return days == null ? 0 : days.stream().mapToLong(DailyCount::downloads).sum();
    }

    private long upgrades() {
        return days == null ? 0 : days.stream().mapToLong(DailyCount::upgrades).sum();
    }
}

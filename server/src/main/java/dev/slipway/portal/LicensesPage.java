package dev.slipway.portal;

import dev.slipway.web.Frame;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each license of a customer covers, and until when. */
public record LicensesPage(Frame frame, List<Item> licenses) {

    /**
     * A license.
     *
     * @param standing how it stands, in words
     * @param tone what that is colored as: good, fair or bad
     * @param entitlements the names of what it includes
     */
    public record Item(
            String id, String name, String standing, String tone, List<Term> terms, List<String> entitlements) {}

    /**
     * One thing it says.
     *
     * @param text what stands before the time, empty for nothing
     * @param at null for no time
     */
    public record Term(String label, String text, @Nullable Instant at) {}
}

package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The licenses of the account.
 *
 * @param search the key that is looked for; it is sent in a form, for addresses are kept in many places
 * @param filter text, product and status
 * @param isFiltered whether fewer than all are wanted
 */
public record LicensesPage(
        Frame frame,
        Form search,
        Form filter,
        boolean isFiltered,
        Picker products,
        List<Choice> statuses,
        List<Row> licenses,
        PageLinks links,
        boolean mayIssue) {

    /** One license. */
    public record Row(
            String id,
            String name,
            String product,
            String policy,
            @Nullable String owner,
            Badge standing,
            @Nullable Instant expiry) {}
}

package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the account.
 *
 * @param form name, expiry and permissions of a new one
 * @param permissions what a new one can be narrowed down to
 * @param freshToken the secret of a token that was just made, shown this once; null for none
 */
public record TokensPage(
        Frame frame,
        Form form,
        List<Row> tokens,
        PageLinks links,
        List<PermissionGroup> permissions,
        @Nullable String freshToken,
        boolean mayMake,
        boolean mayRevoke) {

    /**
     * One token.
     *
     * @param bearer what kind of bearer has it, in words
     * @param address where the bearer is; null where there is no page about it
     * @param reach what it is good for, in words
     */
    public record Row(
            String id,
            String name,
            String bearer,
            @Nullable String address,
            String reach,
            @Nullable Instant expiry,
            Instant created) {}
}

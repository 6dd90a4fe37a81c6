package dev.slipway.dashboard;

import dev.slipway.licensing.LicenseRights;
import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One license.
 *
 * @param rights what the visitor may do with it
 * @param isStopped whether it is suspended or revoked
 * @param mayRenew whether it can be lengthened, and by the visitor
 * @param entitlements what it holds, its own and those of its policy
 * @param grantable entitlements of the account that it does not hold
 * @param freshToken the secret of a token that was just made, shown this once; null for none
 * @param forms what was typed into the forms of the page
 */
public record LicensePage(
        Frame frame,
        String id,
        String name,
        String key,
        Badge standing,
        Facts facts,
        LicenseRights rights,
        boolean isRevoked,
        boolean isStopped,
        boolean mayRenew,
        List<EntitlementRow> entitlements,
        Picker grantable,
        List<TokenRow> tokens,
        List<UserRow> users,
        @Nullable String freshToken,
        Forms forms) {

    /**
     * What the license says.
     *
     * @param maxVersion the greatest version it gets; null for no limit
     * @param maintenanceExpiry the end of its maintenance; null for none
     */
    public record Facts(
            String product,
            String policy,
            @Nullable String owner,
            @Nullable Instant expiry,
            @Nullable String maxVersion,
            @Nullable Instant maintenanceExpiry,
            @Nullable String currentVersion,
            String uses,
            @Nullable Instant lastValidated,
            Instant created) {}

    /** Something that the license includes. */
    public record EntitlementRow(String id, String name, String code, boolean inherited) {}

    /** A token of the license. */
    public record TokenRow(String id, String name, @Nullable Instant expiry, Instant created) {}

    /** Somebody who uses the license. */
    public record UserRow(String id, String email, boolean owns) {}

    /** The forms of the page: of the buttons above, below each list, and of the owner. */
    public record Forms(Form action, Form entitlement, Form token, Form user, Form owner) {
        static final Forms BLANK = new Forms(
                Form.blank(),
                Form.blank("entitlement"),
                Form.blank("name", "expiry"),
                Form.blank("user"),
                Form.blank("owner"));

        Forms withAction(Form sent) {
            return new Forms(sent, entitlement, token, user, owner);
        }

        Forms withEntitlement(Form sent) {
            return new Forms(action, sent, token, user, owner);
        }

        Forms withToken(Form sent) {
            return new Forms(action, entitlement, sent, user, owner);
        }

        Forms withUser(Form sent) {
            return new Forms(action, entitlement, token, sent, owner);
        }

        Forms withOwner(Form sent) {
            return new Forms(action, entitlement, token, user, sent);
        }

        /** The same with the owner as it is, unless somebody typed another one. */
        Forms withOwner(@Nullable String email) {
            return owner.isRefused() || email == null ? this : withOwner(owner.withValues(Map.of("owner", email)));
        }
    }
}

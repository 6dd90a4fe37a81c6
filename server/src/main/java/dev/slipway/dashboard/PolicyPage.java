package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy, or a new one.
 *
 * @param id null for a new one
 * @param form name, product and the terms
 * @param products what a new one can be of; empty for one that is there
 * @param entitlementForm which entitlement is added
 * @param entitlements what all its licenses hold
 */
public record PolicyPage(
        Frame frame,
        @Nullable String id,
        String name,
        Form form,
        Choices choices,
        Picker products,
        Form entitlementForm,
        List<EntitlementsPage.Row> entitlements,
        Picker grantable,
        boolean mayWrite,
        boolean mayDelete) {

    /** What can be chosen for the terms. */
    public record Choices(
            List<Choice> expiration, List<Choice> basis, List<Choice> renewal, List<Choice> authentication) {}
}

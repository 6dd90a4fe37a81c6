package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.LicenseRights;
import dev.slipway.model.BearerReference;
import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.version.DottedVersion;
import dev.slipway.web.Form;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the page of one license shows: as much as the visitor may read. */
record LicenseOverview(LicenseDetailPages.Parts parts) {
    private static final PageRequest.Limit MANY = new PageRequest.Limit(100, false);

    LicensePage page(Visit visit, LicensePage.Forms forms, @Nullable String freshToken) {
        Caller caller = visit.caller();
        LicenseDetails details = parts.licenses().show(caller, visit.parameter("id"));
        License license = details.license();
        LicenseRights rights = LicenseRights.of(caller);
        List<LicensePage.EntitlementRow> held = entitlements(caller, license);
        return new LicensePage(
                visit.frame(LicensePages.name(license)),
                license.id(),
                LicensePages.name(license),
                license.key(),
                LicensePages.standing(details, caller.now()),
                facts(caller, details),
                rights,
                license.revoked(),
                license.isStopped(),
                rights.renews() && details.policy().duration() != null && license.expiry() != null,
                held,
                grantable(caller, forms.entitlement(), held),
                tokens(caller, license),
                users(caller, details),
                freshToken,
                forms.withOwner(details.owner() == null ? null : details.owner().email()));
    }

    private LicensePage.Facts facts(Caller caller, LicenseDetails details) {
        License license = details.license();
        Long most = license.maxUses() == null ? details.policy().maxUses() : license.maxUses();
        return new LicensePage.Facts(
                new ProductNames(parts.products(), caller).of(license.productId()),
                details.policy().name(),
                details.owner() == null ? null : details.owner().email(),
                license.expiry(),
                text(license.maintenance().maxVersion()),
                license.maintenance().expiry(),
                text(license.maintenance().currentVersion()),
                Text.number(license.uses()) + (most == null ? "" : " of " + Text.number(most)),
                license.lastValidated(),
                license.created());
    }

    private static @Nullable String text(@Nullable DottedVersion version) {
        return version == null ? null : version.text();
    }

    private List<LicensePage.EntitlementRow> entitlements(Caller caller, License license) {
        if (!caller.permissions().contains(Permission.ENTITLEMENT_READ)) {
            return List.of();
        }
        Set<String> inherited = parts.holding().listOfPolicy(caller, license.policyId(), MANY).items().stream()
                .map(Entitlement::id)
                .collect(Collectors.toSet());
        return parts.holding().listOfLicense(caller, license.id(), MANY).items().stream()
                .map(each -> new LicensePage.EntitlementRow(
                        each.id(), each.name(), each.code(), inherited.contains(each.id())))
                .toList();
    }

    private Picker grantable(Caller caller, Form form, List<LicensePage.EntitlementRow> held) {
        Set<String> ids = held.stream().map(LicensePage.EntitlementRow::id).collect(Collectors.toSet());
        return parts.pickers().entitlements(caller, form, "entitlement", ids);
    }

    private List<LicensePage.TokenRow> tokens(Caller caller, License license) {
        if (!caller.permissions().contains(Permission.TOKEN_READ)) {
            return List.of();
        }
        return parts.issued().listOf(caller, BearerReference.Kind.LICENSE, license.id(), MANY).items().stream()
                .map(each -> new LicensePage.TokenRow(
                        each.token().id(),
                        Objects.requireNonNullElse(each.token().name(), "Token without a name"),
                        each.token().expiry(),
                        each.token().created()))
                .toList();
    }

    private List<LicensePage.UserRow> users(Caller caller, LicenseDetails details) {
        if (!caller.permissions().contains(Permission.USER_READ)) {
            return List.of();
        }
        String owner = details.license().ownerId();
        return parts.sharing().list(caller, details.license().id(), MANY).items().stream()
                .map(each -> new LicensePage.UserRow(
                        each.user().id(), each.user().email(), each.user().id().equals(owner)))
                .toList();
    }
}

package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.licensing.LicenseRights;
import dev.slipway.licensing.LicenseUpkeep;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.MaintenancePolicies;
import dev.slipway.model.Change;
import dev.slipway.model.License;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.version.DottedVersion;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a license that was issued is changed. What the form does not show stays as it is. */
public final class LicenseEditPages {
    private static final String TEMPLATE = "dashboard/license-edit.jte";
    private static final PageRequest.Limit MANY = new PageRequest.Limit(100, false);
    private static final String[] FIELDS = {
        "name", "expiry", "maxAllowedReleaseVersion", "maintenancePolicyId", "maxUses", "maxUsers"
    };

    private final Licenses licenses;
    private final MaintenancePolicies maintenance;

    /** Changes these. */
    public LicenseEditPages(Licenses licenses, MaintenancePolicies maintenance) {
        this.licenses = licenses;
        this.maintenance = maintenance;
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/licenses/{id}/edit", this::show).on("POST", "/licenses/{id}/edit", this::update);
    }

    private Answer show(Visit visit) {
        License license = license(visit);
        if (!LicenseRights.of(visit.caller()).edits()) {
            throw Refusal.of(Problem.ACCESS_DENIED, "Your role does not let you change licenses");
        }
        return Answer.page(TEMPLATE, page(visit, license, filled(license)));
    }

    private License license(Visit visit) {
        return licenses.show(visit.caller(), visit.parameter("id")).license();
    }

    private LicenseEditPage page(Visit visit, License license, Form form) {
        return new LicenseEditPage(
                visit.frame("Edit " + LicensePages.name(license)),
                license.id(),
                LicensePages.name(license),
                form,
                maintenancePolicies(visit.caller()));
    }

    private List<Choice> maintenancePolicies(Caller caller) {
        return caller.permissions().contains(Permission.POLICY_READ)
                ? maintenance.list(caller, MANY).items().stream()
                        .map(policy -> new Choice(policy.id(), policy.name()))
                        .toList()
                : List.of();
    }

    private static Form filled(License license) {
        Map<String, @Nullable String> values = new HashMap<>();
        values.put("name", license.name());
        values.put("expiry", Dates.lastDay(license.expiry()));
        DottedVersion most = license.maintenance().maxVersion();
        values.put("maxAllowedReleaseVersion", most == null ? null : most.text());
        values.put("maintenancePolicyId", license.maintenance().policyId());
        values.put("maxUses", Numbers.text(license.maxUses()));
        values.put("maxUsers", Numbers.text(license.maxUsers()));
        return Form.filled(values);
    }

    private Answer update(Visit visit) {
        Form form = visit.form(FIELDS);
        License current = license(visit);
        try {
            licenses.update(visit.caller(), current.id(), () -> changes(form, current));
            return new Answer.Redirect("/licenses/" + current.id(), "The license was changed.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused(TEMPLATE, page(visit, current, form.refused(refusal)));
        }
    }

    private static Licenses.Changes changes(Form form, License current) {
        return new Licenses.Changes(
                Change.to(form.given("name")),
                expiry(form, current.expiry()),
                Change.none(),
                Change.none(),
                Change.to(Numbers.whole(form, "maxUses")),
                Change.to(Numbers.whole(form, "maxUsers")),
                Metadata.EMPTY,
                Change.none(),
                Change.none(),
                new LicenseUpkeep(
                        Change.none(),
                        Change.none(),
                        Change.to(form.given("maintenancePolicyId")),
                        Change.to(form.given("maxAllowedReleaseVersion"))));
    }

    /** The form knows days only: a day that was left alone keeps the hour the license ends at. */
    private static Change<Instant> expiry(Form form, @Nullable Instant current) {
        return Objects.equals(form.given("expiry"), Dates.lastDay(current))
                ? Change.none()
                : Change.to(Dates.endOf(form, "expiry"));
    }
}

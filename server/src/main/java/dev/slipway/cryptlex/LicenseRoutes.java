package dev.slipway.cryptlex;

import dev.slipway.access.Scope;
import dev.slipway.licensing.LicenseActions;
import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.LicenseDirectory;
import dev.slipway.licensing.LicenseMaintenance;
import dev.slipway.licensing.LicenseUpkeep;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.ProductLicenses;
import dev.slipway.model.Change;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Metadata;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /licenses}: what customers bought, by product. */
public final class LicenseRoutes {
    private final ProductLicenses licenses;
    private final Licenses issued;
    private final LicenseDirectory directory;
    private final LicenseActions actions;
    private final LicenseMaintenance maintenance;

    /** Serves these. */
    public LicenseRoutes(
            ProductLicenses licenses,
            Licenses issued,
            LicenseDirectory directory,
            LicenseActions actions,
            LicenseMaintenance maintenance) {
        this.licenses = licenses;
        this.issued = issued;
        this.directory = directory;
        this.actions = actions;
        this.maintenance = maintenance;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        String one = "/licenses/{id:uuid}";
        view.on("GET", "/licenses", Scope.LICENSE_READ, this::list)
                .on("POST", "/licenses", Scope.LICENSE_WRITE, this::create)
                .on("GET", one, Scope.LICENSE_READ, this::show)
                .on("PATCH", one, Scope.LICENSE_WRITE, this::update)
                .on("DELETE", one, Scope.LICENSE_WRITE, this::delete)
                .on("POST", one + "/renew", Scope.LICENSE_WRITE, this::renew)
                .on("POST", one + "/extend", Scope.LICENSE_WRITE, this::extend)
                .on("POST", one + "/maintenance/renew", Scope.LICENSE_WRITE, this::renewMaintenance)
                .on("POST", one + "/maintenance/extend", Scope.LICENSE_WRITE, this::extendMaintenance);
    }

    private Answer list(Context context) {
        ListQuery query = context.list();
        return Answer.page(query, directory.list(context.caller(), query), LicenseDocuments::render);
    }

    private Answer show(Context context) {
        return Answer.ok(LicenseDocuments.render(directory.show(context.caller(), context.id("id"))));
    }

    private Answer shown(Context context, LicenseDetails details) {
        return Answer.ok(LicenseDocuments.render(directory.describe(context.caller(), details)));
    }

    private Answer create(Context context) throws IOException {
        ProductLicenses.Draft draft = context.body().read(LicenseRoutes::draft);
        return shown(context, licenses.create(context.caller(), draft)).withStatus(201);
    }

    private static ProductLicenses.Draft draft(Members members) {
        @Nullable List<String> sharers = members.optionalTexts("additionalUserIds");
        @Nullable Metadata metadata = members.optionalMetadata("metadata");
        return new ProductLicenses.Draft(
                members.text("productId"),
                members.optionalText("name"),
                clearable(members, "key").value(),
                clearable(members, "userId").value(),
                sharers == null ? List.of() : sharers,
                metadata == null ? Metadata.EMPTY : metadata,
                new Licenses.Terms(
                        null,
                        members.optionalTime("expiresAt"),
                        false,
                        null,
                        null,
                        null,
                        EchoedTerms.read(members),
                        null,
                        upkeep(members)));
    }

    private static LicenseUpkeep upkeep(Members members) {
        return new LicenseUpkeep(
                members.changed("suspended", members.optionalFlag("suspended")),
                members.changed("revoked", members.optionalFlag("revoked")),
                clearable(members, "maintenancePolicyId"),
                clearable(members, "maxAllowedReleaseVersion"));
    }

    /** A text where an empty one says that there is none. */
    private static Change<String> clearable(Members members, String name) {
        Change<String> change = members.changedText(name);
        return "".equals(change.value()) ? Change.to(null) : change;
    }

    private Answer update(Context context) throws IOException {
        Members body = context.body();
        return shown(
                context, licenses.update(context.caller(), context.id("id"), () -> body.read(LicenseRoutes::changes)));
    }

    private static ProductLicenses.Changes changes(Members members) {
        return new ProductLicenses.Changes(
                members.optionalText("productId"),
                members.optionalText("key"),
                clearable(members, "userId"),
                members.changed("additionalUserIds", members.optionalTexts("additionalUserIds")),
                new Licenses.Changes(
                        members.changedText("name"),
                        members.changedTime("expiresAt"),
                        Change.none(),
                        Change.none(),
                        Change.none(),
                        Change.none(),
                        EchoedTerms.read(members),
                        Change.none(),
                        members.changed("metadata", members.optionalMetadata("metadata")),
                        upkeep(members)));
    }

    private Answer delete(Context context) {
        issued.delete(context.caller(), context.id("id"));
        return Answer.noContent();
    }

    private Answer renew(Context context) {
        return shown(context, actions.renew(context.caller(), context.id("id")));
    }

    private Answer extend(Context context) throws IOException {
        Members body = context.body();
        return shown(context, actions.extend(context.caller(), context.id("id"), () -> length(body)));
    }

    private Answer renewMaintenance(Context context) {
        return shown(context, maintenance.renew(context.caller(), context.id("id")));
    }

    private Answer extendMaintenance(Context context) throws IOException {
        Members body = context.body();
        return shown(context, maintenance.extend(context.caller(), context.id("id"), () -> length(body)));
    }

    private static long length(Members body) {
        return body.read(members -> members.number("extensionLength"));
    }
}

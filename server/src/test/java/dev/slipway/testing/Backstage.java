package dev.slipway.testing;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.access.SigningKeys;
import dev.slipway.event.ChangeLog;
import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.LicenseMaintenance;
import dev.slipway.licensing.LicenseUpkeep;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.MaintenancePolicies;
import dev.slipway.model.Account;
import dev.slipway.model.Change;
import dev.slipway.model.License;
import dev.slipway.model.Metadata;
import dev.slipway.model.Release;
import dev.slipway.model.User;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.security.SecureRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a test does behind the API's back, in a server's own data: by its use cases, or straight in the store. */
public final class Backstage {
    private final TestServer server;
    private final Store store;
    private final Ids ids;
    private final ChangeLog changes;

    public Backstage(TestServer server) {
        this.server = server;
        this.store = server.slipway().store();
        this.ids = new Ids(server.clock(), new SecureRandom());
        this.changes = new ChangeLog(ids, Unsubscribed.outbox(store, ids));
    }

    public Store store() {
        return store;
    }

    public Ids ids() {
        return ids;
    }

    public MaintenancePolicies maintenancePolicies() {
        return new MaintenancePolicies(store, changes, ids);
    }

    public LicenseMaintenance maintenance() {
        return new LicenseMaintenance(store, changes);
    }

    public Licenses licenses() {
        return new Licenses(store, changes, ids, new SigningKeys(store));
    }

    public <T> T write(Function<Session, T> work) {
        return store.write(server.account().id(), work);
    }

    /** Whoever bears this, now, with all that they may do. */
    public Caller caller(Bearer bearer) {
        Account account = server.account();
        return new Caller(
                account,
                bearer,
                null,
                bearer.permissions(),
                "test",
                server.clock().instant());
    }

    /** The first administrator. */
    public Caller admin() {
        User user = store.read(
                server.account().id(),
                session -> session.users().findByEmail(TestServer.ADMIN_EMAIL).orElseThrow());
        return caller(new Bearer.Staff(user));
    }

    /** A license as it stands now, as the caller. */
    public Caller license(String id) {
        return caller(new Bearer.OfLicense(store.read(
                server.account().id(),
                session ->
                        LicenseStanding.of(session, session.licenses().find(id).orElseThrow()))));
    }

    public License stored(String licenseId) {
        return store.read(
                server.account().id(),
                session -> session.licenses().find(licenseId).orElseThrow());
    }

    /** Changes the upkeep of a license. */
    public LicenseDetails upkeep(String licenseId, LicenseUpkeep upkeep) {
        Licenses.Changes update = new Licenses.Changes(
                Change.none(),
                Change.none(),
                Change.none(),
                Change.none(),
                Change.none(),
                Change.none(),
                Metadata.EMPTY,
                Change.none(),
                Change.none(),
                upkeep);
        return licenses().update(admin(), licenseId, () -> update);
    }

    /** Gives a license that greatest version, or none. */
    public void limit(String licenseId, @Nullable String version) {
        upkeep(licenseId, new LicenseUpkeep(Change.none(), Change.none(), Change.none(), Change.to(version)));
    }

    /** Gives a license that maintenance policy, or none. */
    public void maintain(String licenseId, @Nullable String maintenancePolicyId) {
        upkeep(
                licenseId,
                new LicenseUpkeep(Change.none(), Change.none(), Change.to(maintenancePolicyId), Change.none()));
    }

    /** Takes a license back. */
    public void revoke(String licenseId) {
        upkeep(licenseId, new LicenseUpkeep(Change.none(), Change.to(true), Change.none(), Change.none()));
    }

    /** The id of a new maintenance policy. */
    public String maintenancePolicy(long validity, String strategy, boolean allowsMajor, boolean allowsMinor) {
        return maintenancePolicies()
                .create(
                        admin(),
                        new MaintenancePolicies.Draft("Maintained", validity, strategy, allowsMajor, allowsMinor))
                .id();
    }

    /** Says how far a maintenance policy lets licenses go. */
    public void allow(String maintenancePolicyId, boolean major, boolean minor) {
        maintenancePolicies()
                .update(
                        admin(),
                        maintenancePolicyId,
                        () -> new MaintenancePolicies.Changes(
                                Change.none(), Change.none(), Change.none(), Change.to(major), Change.to(minor)));
    }

    /** Changes a release in the store. */
    public Release change(String releaseId, UnaryOperator<Release> change) {
        return write(session -> {
            Release changed = change.apply(session.releases().find(releaseId).orElseThrow());
            session.releases().update(changed);
            return changed;
        });
    }
}

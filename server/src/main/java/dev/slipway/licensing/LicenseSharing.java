package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.License;
import dev.slipway.model.LicenseUser;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Slice;
import dev.slipway.model.User;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Who holds a license: its owner, and those who share it. */
public final class LicenseSharing {
    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Keeps who shares what in this store. */
    public LicenseSharing(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /** All users of a license, its owner included. */
    public Slice<UserDetails> list(Caller caller, String idOrKey, PageRequest page) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            License license = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.USER_READ);
            Slice<User> found = session.users().listOfLicense(license.id(), page);
            return new Slice<>(UserDetails.of(session, found.items(), caller.now()), found.hasMore(), found.total());
        });
    }

    /** One of the users of a license, by id or e-mail address. */
    public UserDetails show(Caller caller, String idOrKey, String idOrEmail) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            License license = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.USER_READ);
            User user = session.users()
                    .findByIdOrEmail(Aliases.canonical(idOrEmail))
                    .filter(each -> session.licenseUsers().isHeldBy(license.id(), each.id()))
                    .orElseThrow(() -> Refusal.notFound("user", idOrEmail));
            return UserDetails.of(session, user, caller.now());
        });
    }

    /** One of the licenses that a user owns or shares, by id or key. */
    public LicenseDetails showLicense(Caller caller, String userId, String idOrKey) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            License license = LicenseAccess.findVisible(session, caller, idOrKey);
            if (!session.licenseUsers().isHeldBy(license.id(), userId)) {
                throw Refusal.notFound("license");
            }
            caller.require(Permission.LICENSE_READ);
            return LicenseDetails.of(session, license);
        });
    }

    /**
     * Lets users share a license: all of them or none.
     *
     * @param userIds read only once the caller is known to be allowed to
     */
    public List<LicenseUser> attach(Caller caller, String idOrKey, Supplier<List<String>> userIds) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_USERS_ATTACH);
            LicenseAccess.requireManager(session, caller, found, LicenseAccess.UPDATERS);
            List<String> wanted = userIds.get();
            License license = LicenseAccess.lock(session, found);
            refuseUnattachable(session, license, wanted);
            List<LicenseUser> attached = new ArrayList<>();
            for (String userId : wanted) {
                LicenseUser user = new LicenseUser(ids.next(), license.id(), userId, caller.now(), caller.now());
                session.licenseUsers().attach(user);
                attached.add(user);
            }
            changes.record(session, caller, "license.users.attached", Licenses.TYPE, license.id());
            return List.copyOf(attached);
        });
    }

    private static void refuseUnattachable(Session session, License license, List<String> wanted) {
        Source source = Source.relationship("user");
        // Kept from vanishing, in one order, so that two who attach the same users wait instead of blocking each other.
        long there = wanted.stream()
                .distinct()
                .sorted()
                .filter(id -> session.users().findForUpdate(id).isPresent())
                .count();
        Violations violations = new Violations();
        violations.addIf(there < wanted.stream().distinct().count(), source, Rule.NOT_FOUND, "must exist");
        Set<String> taken = new HashSet<>(session.licenseUsers().ofLicense(license.id()));
        for (String id : wanted) {
            violations.addIf(
                    Objects.equals(id, license.ownerId()),
                    source,
                    Rule.CONFLICT,
                    "already exists (user is attached through owner)");
            violations.addIf(!taken.add(id), source, Rule.TAKEN, "already exists");
        }
        violations.throwIfAny();
        LicenseDetails details = LicenseDetails.of(session, license);
        violations.addIf(
                !details.allowsUsers(details.userCount() + wanted.size()),
                source,
                Rule.LIMIT_EXCEEDED,
                "user count exceeds the maximum allowed for the license (%d)".formatted(details.maxUsers()));
        violations.throwIfAny();
    }

    /** Ends the share of users in a license: of all of them or none. See {@link #attach}. */
    public void detach(Caller caller, String idOrKey, Supplier<List<String>> userIds) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_USERS_DETACH);
            LicenseAccess.requireManager(session, caller, found, LicenseAccess.UPDATERS);
            List<String> unwanted = userIds.get();
            License license = LicenseAccess.lock(session, found);
            refuseUndetachable(session, license, unwanted);
            unwanted.forEach(id -> session.licenseUsers().detach(license.id(), id));
            changes.record(session, caller, "license.users.detached", Licenses.TYPE, license.id());
            return license;
        });
    }

    private static void refuseUndetachable(Session session, License license, List<String> unwanted) {
        Set<String> attached = session.licenseUsers().ofLicense(license.id());
        for (int i = 0; i < unwanted.size(); i++) {
            String id = unwanted.get(i);
            Source source = Source.pointer("/data/" + i);
            if (id.equals(license.ownerId())) {
                throw Refusal.of(
                        Problem.ACCESS_DENIED,
                        "cannot detach user '%s' (user is attached through owner)".formatted(id),
                        source);
            }
            if (!attached.contains(id)) {
                throw Refusal.of(Problem.UNPROCESSABLE, "cannot detach user '%s' (not attached)".formatted(id), source);
            }
        }
    }
}

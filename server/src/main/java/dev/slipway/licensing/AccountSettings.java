package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.AccountSetting;
import dev.slipway.model.Aliases;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.PermissionRules;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What an account decides once for all licenses and users that come later: their permissions. */
public final class AccountSettings {
    private static final String TYPE = "settings";
    private static final Set<Role> MANAGERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Keeps settings in this store. */
    public AccountSettings(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /** Whether a caller may know what was decided. */
    public static boolean mayRead(Caller caller) {
        return caller.may(Permission.ACCOUNT_READ, MANAGERS);
    }

    /** The settings of the caller's account. */
    public Slice<AccountSetting> list(Caller caller, PageRequest page) {
        caller.requireAuthentication();
        caller.require(Permission.ACCOUNT_READ, MANAGERS);
        return store.read(caller.account().id(), session -> session.settings().list(page));
    }

    /** The setting with that id or key. Nobody but those who manage settings knows which there are. */
    public AccountSetting show(Caller caller, String idOrKey) {
        caller.requireAuthentication();
        caller.require(Permission.ACCOUNT_READ, MANAGERS);
        return store.read(caller.account().id(), session -> find(session, idOrKey));
    }

    /**
     * Decides something.
     *
     * @param permissions names of permissions, where {@code *} is all that can be held
     */
    public AccountSetting create(Caller caller, String keyText, List<String> permissions) {
        requireManager(caller);
        Violations violations = new Violations();
        AccountSetting.Key key = AccountSetting.Key.find(keyText).orElse(null);
        if (key == null) {
            throw Refusal.invalid(Source.attribute("key"), Rule.NOT_ALLOWED, "unsupported key");
        }
        check(caller, key, permissions, violations);
        AccountSetting setting = new AccountSetting(ids.next(), key, permissions, caller.now(), caller.now());
        return store.write(caller.account().id(), session -> {
            violations.addIf(
                    session.settings().find(key).isPresent(), Source.attribute("key"), Rule.TAKEN, "already exists");
            violations.throwIfAny();
            session.settings().insert(setting);
            changes.record(session, caller, "account.settings.created", TYPE, setting.id());
            return setting;
        });
    }

    /**
     * Decides otherwise; whoever is there already stays as they are.
     *
     * @param permissionsOf read only once the caller is known to be allowed to change the setting
     */
    public AccountSetting update(Caller caller, String idOrKey, Supplier<List<String>> permissionsOf) {
        requireManager(caller);
        store.read(caller.account().id(), session -> find(session, idOrKey));
        List<String> permissions = permissionsOf.get();
        return store.write(caller.account().id(), session -> {
            AccountSetting current = find(session, idOrKey);
            Violations violations = new Violations();
            check(caller, current.key(), permissions, violations);
            violations.throwIfAny();
            session.settings().update(current.id(), permissions, caller.now());
            changes.recordUpdate(session, caller, "account.settings.updated", TYPE, current.id(), current);
            return new AccountSetting(current.id(), current.key(), permissions, current.created(), caller.now());
        });
    }

    /** Leaves the decision to the role again. */
    public void delete(Caller caller, String idOrKey) {
        requireManager(caller);
        store.write(caller.account().id(), session -> {
            AccountSetting setting = find(session, idOrKey);
            changes.record(session, caller, "account.settings.deleted", TYPE, setting.id());
            session.settings().delete(setting.id());
            return setting;
        });
    }

    private static void requireManager(Caller caller) {
        caller.requireAuthentication();
        caller.require(Permission.ACCOUNT_UPDATE, MANAGERS);
    }

    private static AccountSetting find(Session session, String idOrKey) {
        return session.settings()
                .findByIdOrKey(Aliases.canonical(idOrKey))
                .orElseThrow(() -> Refusal.notFound("setting", idOrKey));
    }

    private static void check(Caller caller, AccountSetting.Key key, List<String> permissions, Violations violations) {
        Set<Permission> granted = PermissionRules.named(permissions, key.role(), Source.attribute("value"), violations);
        Grants.requireHeld(caller, granted, "account");
    }
}

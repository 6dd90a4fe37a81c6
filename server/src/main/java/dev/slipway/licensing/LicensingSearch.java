package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.LicenseFilter;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.Role;
import dev.slipway.model.SearchTerms;
import dev.slipway.model.Slice;
import dev.slipway.model.User;
import dev.slipway.store.Store;
import java.util.Arrays;
import java.util.List;

/** Finds entitlements, policies, licenses and users by parts of what they are called, for the vendor's people. */
public final class LicensingSearch {
    private final Store store;

    /** Searches this store. */
    public LicensingSearch(Store store) {
        this.store = store;
    }

    /** Entitlements by {@code id}, {@code code}, {@code name}. */
    public Slice<Entitlement> entitlements(Caller caller, SearchTerms terms, PageRequest page) {
        caller.require(Permission.ENTITLEMENT_READ, Role.STAFF);
        return store.read(caller.account().id(), session -> session.search().entitlements(terms, page));
    }

    /** Policies by {@code id}, {@code name}, {@code product} and metadata. */
    public Slice<Policy> policies(Caller caller, SearchTerms terms, PageRequest page) {
        caller.require(Permission.POLICY_READ, Role.STAFF);
        return store.read(caller.account().id(), session -> session.search().policies(terms, page));
    }

    /** Licenses by {@code id}, exact {@code key}, {@code name}, {@code owner}, {@code product}, {@code policy} and metadata. */
    public Slice<LicenseDetails> licenses(Caller caller, SearchTerms terms, PageRequest page) {
        caller.require(Permission.LICENSE_READ, Role.STAFF);
        return store.read(caller.account().id(), session -> {
            Slice<License> found = session.search().licenses(terms, page);
            return new Slice<>(LicenseDetails.of(session, found.items()), found.hasMore(), found.total());
        });
    }

    /** The licenses that a filter wants, by a part of their name or id or of what their owner, product or policy is called, or by their whole key. */
    public Slice<LicenseDetails> licenses(Caller caller, LicenseFilter filter, String text, PageRequest page) {
        caller.require(Permission.LICENSE_READ, Role.STAFF);
        return store.read(caller.account().id(), session -> {
            Slice<License> found = LicenseAccess.withUserIds(session, filter)
                    .map(wanted -> session.search().browse(wanted, text, page))
                    .orElseGet(() -> new Slice<>(List.of(), false, 0));
            return new Slice<>(LicenseDetails.of(session, found.items()), found.hasMore(), found.total());
        });
    }

    /** Users by {@code id}, {@code email}, their names, {@code role} and metadata; the vendor's own only for those who may read them. */
    public Slice<UserDetails> users(Caller caller, SearchTerms terms, PageRequest page) {
        caller.require(Permission.USER_READ, Role.STAFF);
        List<Role> roles = Arrays.stream(Role.values())
                .filter(role -> role == Role.USER || caller.permissions().contains(Permission.ADMIN_READ))
                .toList();
        return store.read(caller.account().id(), session -> {
            Slice<User> found = session.search().users(roles, terms, page);
            return new Slice<>(UserDetails.of(session, found.items(), caller.now()), found.hasMore(), found.total());
        });
    }
}

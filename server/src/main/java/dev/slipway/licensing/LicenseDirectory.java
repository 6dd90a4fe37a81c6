package dev.slipway.licensing;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.model.License;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Permission;
import dev.slipway.model.Slice;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Licenses as they are looked through: by any of their fields, with who shares them and what they hold. */
public final class LicenseDirectory {
    private final Store store;

    /** Looks into this store. */
    public LicenseDirectory(Store store) {
        this.store = store;
    }

    /**
     * A license and what hangs on it.
     *
     * @param sharerIds who has it beside its owner, sorted
     * @param entitlementCodes what it holds, its policy's included, sorted
     */
    public record Entry(LicenseDetails details, List<String> sharerIds, List<String> entitlementCodes) {
        /** Takes copies. */
        public Entry {
            sharerIds = List.copyOf(sharerIds);
            entitlementCodes = List.copyOf(entitlementCodes);
        }
    }

    /** The licenses that the caller may know of and that a query wants. */
    public Slice<Entry> list(Caller caller, ListQuery query) {
        caller.requireAuthentication();
        caller.require(Permission.LICENSE_READ, Licenses.LISTERS);
        return store.read(caller.account().id(), session -> {
            Slice<License> found = session.licenses().list(caller.productId(), holderId(caller), query);
            List<LicenseDetails> details = LicenseDetails.of(session, found.items());
            return new Slice<>(entries(session, details), found.hasMore(), found.total());
        });
    }

    private static @Nullable String holderId(Caller caller) {
        return caller.bearer() instanceof Bearer.Customer customer
                ? customer.user().id()
                : null;
    }

    /** The license with that id, if the caller may know of it. */
    public Entry show(Caller caller, String id) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            License license = LicenseAccess.findVisible(session, caller, id);
            caller.require(Permission.LICENSE_READ);
            return entries(session, List.of(LicenseDetails.of(session, license)))
                    .getFirst();
        });
    }

    /** What is shown of a license that the caller was just given. */
    public Entry describe(Caller caller, LicenseDetails details) {
        return store.read(
                caller.account().id(),
                session -> entries(session, List.of(details)).getFirst());
    }

    private static List<Entry> entries(Session session, List<LicenseDetails> licenses) {
        List<String> ids =
                licenses.stream().map(details -> details.license().id()).toList();
        Map<String, List<String>> sharers = session.licenseUsers().ofLicenses(ids);
        Map<String, List<String>> codes = session.entitlements().codesHeldByLicenses(ids);
        return licenses.stream()
                .map(details -> new Entry(
                        details,
                        sharers.getOrDefault(details.license().id(), List.of()),
                        codes.getOrDefault(details.license().id(), List.of())))
                .toList();
    }
}

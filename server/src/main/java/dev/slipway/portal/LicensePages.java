package dev.slipway.portal;

import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.catalog.ReleaseDirectory;
import dev.slipway.licensing.EntitlementHolding;
import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.LicenseStatus;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.web.Answer;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What customers' licenses cover, and until when. */
public final class LicensePages {
    private static final PageRequest MANY = new PageRequest.Limit(100, true);

    private final ReleaseDirectory directory;
    private final EntitlementHolding holding;

    /** Shows these. */
    public LicensePages(ReleaseDirectory directory, EntitlementHolding holding) {
        this.directory = directory;
        this.holding = holding;
    }

    /** Adds the page. */
    public void register(PageView pages) {
        pages.on("GET", "/licenses", this::list);
    }

    private Answer list(Visit visit) {
        Caller caller = visit.caller();
        Map<String, Product> products =
                directory.ownProducts(caller).stream().collect(Collectors.toMap(Product::id, Function.identity()));
        List<LicensesPage.Item> items = directory.licenses(caller, null).stream()
                .map(each -> item(caller, each, products.get(each.license().productId())))
                .toList();
        return Answer.page("portal/licenses.jte", new LicensesPage(visit.frame("Licenses"), items));
    }

    private LicensesPage.Item item(Caller caller, LicenseStanding standing, @Nullable Product product) {
        License license = standing.license();
        LicenseStatus status = LicenseStatus.of(license, standing.ownerBanned(), caller.now());
        String words = switch (status) {
            case BANNED -> "Locked";
            case SUSPENDED -> license.revoked() ? "Revoked" : "Suspended";
            case EXPIRED -> "Expired";
            case EXPIRING -> "Expires soon";
            // Whether it is used is the vendor's concern.
            case INACTIVE, ACTIVE -> "Active";
        };
        String tone = switch (status) {
            case BANNED, SUSPENDED, EXPIRED -> "bad";
            case EXPIRING -> "fair";
            case INACTIVE, ACTIVE -> "good";
        };
        return new LicensesPage.Item(
                license.id(),
                Names.of(license, product),
                words,
                tone,
                Coverage.of(standing, product, caller.now()),
                entitlements(caller, license));
    }

    private List<String> entitlements(Caller caller, License license) {
        return caller.permissions().contains(Permission.ENTITLEMENT_READ)
                ? holding.listOfLicense(caller, license.id(), MANY).items().stream()
                        .map(Entitlement::name)
                        .toList()
                : List.of();
    }
}

package dev.slipway.dashboard;

import dev.slipway.catalog.Products;
import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.LicenseRights;
import dev.slipway.licensing.LicenseUpkeep;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.LicensingSearch;
import dev.slipway.licensing.Users;
import dev.slipway.model.Change;
import dev.slipway.model.License;
import dev.slipway.model.LicenseFilter;
import dev.slipway.model.LicenseStatus;
import dev.slipway.model.Metadata;
import dev.slipway.model.Slice;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.web.Answer;
import dev.slipway.web.Form;
import dev.slipway.web.PageLinks;
import dev.slipway.web.PageView;
import dev.slipway.web.Text;
import dev.slipway.web.Visit;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages about all licenses: finding one, and issuing one. */
public final class LicensePages {
    private static final String[] FILTERS = {"text", "product", "status"};
    private static final String[] DRAFT = {"policy", "name", "owner", "key", "expiry", "maxAllowedReleaseVersion"};

    private final Licenses licenses;
    private final Products products;
    private final Users users;
    private final LicensingSearch search;
    private final Pickers pickers;

    /** Shows and issues these. */
    public LicensePages(Licenses licenses, Products products, Users users, LicensingSearch search, Pickers pickers) {
        this.licenses = licenses;
        this.products = products;
        this.users = users;
        this.search = search;
        this.pickers = pickers;
    }

    /** Adds the pages. */
    public void register(PageView pages) {
        pages.on("GET", "/licenses", this::list)
                .on("POST", "/licenses/find", this::find)
                .on("GET", "/licenses/new", this::draft)
                .on("POST", "/licenses", this::issue);
    }

    private Answer list(Visit visit) {
        return Answer.page("dashboard/licenses.jte", page(visit, Form.blank("key")));
    }

    private LicensesPage page(Visit visit, Form search) {
        Form filter = Form.of(visit.query(), FILTERS);
        ProductNames names = new ProductNames(products, visit.caller());
        Slice<LicenseDetails> found = found(visit, filter);
        return new LicensesPage(
                visit.frame("Licenses"),
                search,
                filter,
                Arrays.stream(FILTERS).anyMatch(field -> filter.given(field) != null),
                pickers.products(visit.caller(), filter, "product"),
                Arrays.stream(LicenseStatus.values())
                        .map(status -> new Choice(status.name(), Text.words(status.name())))
                        .toList(),
                found.items().stream()
                        .map(details -> row(details, names, visit.caller().now()))
                        .toList(),
                PageLinks.of(visit, found),
                LicenseRights.of(visit.caller()).issues());
    }

    private Slice<LicenseDetails> found(Visit visit, Form filter) {
        String text = filter.given("text");
        return text == null
                ? licenses.list(visit.caller(), wanted(visit, filter), PageLinks.wanted(visit))
                : search.licenses(visit.caller(), wanted(visit, filter), text, PageLinks.wanted(visit));
    }

    private static LicenseFilter wanted(Visit visit, Form filter) {
        Set<LicenseStatus> statuses =
                LicenseStatus.find(filter.value("status")).map(Set::of).orElse(null);
        return new LicenseFilter(
                filter.given("product"),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                statuses,
                List.of(),
                List.of(),
                Map.of(),
                visit.caller().now());
    }

    private static LicensesPage.Row row(LicenseDetails details, ProductNames names, Instant now) {
        License license = details.license();
        return new LicensesPage.Row(
                license.id(),
                name(license),
                names.of(license.productId()),
                details.policy().name(),
                details.owner() == null ? null : details.owner().email(),
                standing(details, now),
                license.expiry());
    }

    /** What a license is called. */
    static String name(License license) {
        return Objects.requireNonNullElse(license.name(), "License without a name");
    }

    /** How a license stands, for people. */
    static Badge standing(LicenseDetails details, Instant now) {
        LicenseStatus status = details.statusAt(now);
        if (status == LicenseStatus.SUSPENDED && details.license().revoked()) {
            return new Badge("Revoked", "bad");
        }
        String tone = switch (status) {
            case ACTIVE -> "good";
            case INACTIVE, EXPIRING -> "fair";
            case BANNED, SUSPENDED, EXPIRED -> "bad";
        };
        return new Badge(Text.words(status.name()), tone);
    }

    private Answer find(Visit visit) {
        Form search = visit.form("key");
        String key = search.given("key");
        if (key != null) {
            try {
                String id = licenses.show(visit.caller(), key).license().id();
                return new Answer.Redirect("/licenses/" + id, null);
            } catch (Refusal refusal) {
                if (refusal.problem() != Problem.NOT_FOUND) {
                    throw refusal;
                }
            }
        }
        Refusal none = Refusal.invalid(Source.attribute("key"), Rule.NOT_FOUND, "belongs to no license");
        return Answer.refused("dashboard/licenses.jte", page(visit, search.refused(none)));
    }

    private Answer draft(Visit visit) {
        Form form = Form.of(visit.query(), DRAFT);
        return Answer.page("dashboard/license-new.jte", draftPage(visit, form));
    }

    private LicenseDraftPage draftPage(Visit visit, Form form) {
        ProductNames names = new ProductNames(products, visit.caller());
        return new LicenseDraftPage(
                visit.frame("Issue a license"), form, pickers.policies(visit.caller(), form, "policy", names));
    }

    private Answer issue(Visit visit) {
        Form form = visit.form(DRAFT);
        if (visit.isSearching()) {
            return Answer.page("dashboard/license-new.jte", draftPage(visit, form));
        }
        try {
            Licenses.Terms terms = new Licenses.Terms(
                    null,
                    Dates.endOf(form, "expiry"),
                    false,
                    null,
                    null,
                    null,
                    Metadata.EMPTY,
                    null,
                    new LicenseUpkeep(
                            Change.none(),
                            Change.none(),
                            Change.none(),
                            Change.to(form.given("maxAllowedReleaseVersion"))));
            Licenses.Draft draft = new Licenses.Draft(
                    form.value("policy"),
                    owner(visit, form),
                    form.given("name"),
                    form.given("key"),
                    Metadata.EMPTY,
                    terms);
            String id = licenses.create(visit.caller(), draft).license().id();
            return new Answer.Redirect("/licenses/" + id, "The license was issued.");
        } catch (Refusal refusal) {
            Form.rethrowUnlessOfForm(refusal);
            return Answer.refused("dashboard/license-new.jte", draftPage(visit, form.refused(refusal)));
        }
    }

    private @Nullable String owner(Visit visit, Form form) {
        String email = form.given("owner");
        return email == null ? null : LicenseDetailPages.userId(users, pickers, visit.caller(), email, "owner");
    }
}

package dev.slipway.dashboard;

import dev.slipway.access.Caller;
import dev.slipway.catalog.Overview;
import dev.slipway.catalog.Products;
import dev.slipway.event.EventLog;
import dev.slipway.event.Receivers;
import dev.slipway.licensing.Users;
import dev.slipway.model.Permission;
import dev.slipway.web.Answer;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page that whoever signs in sees first. */
public final class OverviewPages {
    private static final int LATEST = 10;

    private final Overview overview;
    private final EventLog log;
    private final Receivers receivers;
    private final Products products;
    private final Users users;

    /** Shows these. */
    public OverviewPages(Overview overview, EventLog log, Receivers receivers, Products products, Users users) {
        this.overview = overview;
        this.log = log;
        this.receivers = receivers;
        this.products = products;
        this.users = users;
    }

    /** Adds the page. */
    public void register(PageView pages) {
        pages.on("GET", Dashboard.HOME, this::show);
    }

    private Answer show(Visit visit) {
        Caller caller = visit.caller();
        return Answer.page(
                "dashboard/overview.jte",
                new OverviewPage(
                        visit.frame("Overview"),
                        EventLog.mayRead(caller) ? changes(caller) : null,
                        may(caller, Permission.RELEASE_READ) ? overview.days(caller) : null,
                        may(caller, Permission.LICENSE_READ) ? overview.versionsInUse(caller) : null,
                        may(caller, Permission.RELEASE_READ) ? drafts(caller) : null,
                        Receivers.mayRead(caller) ? failing(caller) : null,
                        storage(caller)));
    }

    private static boolean may(Caller caller, Permission permission) {
        return caller.permissions().contains(permission);
    }

    private @Nullable StorageUse storage(Caller caller) {
        return may(caller, Permission.ARTIFACT_READ) ? StorageUse.of(overview.storage(caller)) : null;
    }

    private List<EventRow> changes(Caller caller) {
        EventWords words = new EventWords(users, caller);
        return log.latestChanges(caller, LATEST).stream().map(words::row).toList();
    }

    private List<OverviewPage.Draft> drafts(Caller caller) {
        ProductNames names = new ProductNames(products, caller);
        return overview.awaitingPublication(caller, LATEST).stream()
                .map(release -> new OverviewPage.Draft(
                        release.id(), ReleaseWords.title(release), names.of(release.productId()), release.created()))
                .toList();
    }

    private List<WebhooksPage.Row> failing(Caller caller) {
        return receivers.failing(caller).stream()
                .map(WebhookWords::row)
                .limit(LATEST)
                .toList();
    }
}

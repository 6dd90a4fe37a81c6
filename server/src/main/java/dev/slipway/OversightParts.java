package dev.slipway;

import dev.slipway.catalog.Overview;
import dev.slipway.catalog.Products;
import dev.slipway.catalog.StorageQuota;
import dev.slipway.config.Settings;
import dev.slipway.cryptlex.WebhookEventNames;
import dev.slipway.dashboard.EventPages;
import dev.slipway.dashboard.HealthPages;
import dev.slipway.dashboard.HealthPages.Check;
import dev.slipway.dashboard.OverviewPages;
import dev.slipway.dashboard.SettingsPages;
import dev.slipway.dashboard.WebhookPages;
import dev.slipway.dashboard.WebhookWords;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.EventLog;
import dev.slipway.event.EventNames;
import dev.slipway.event.Receivers;
import dev.slipway.event.RequestLog;
import dev.slipway.event.WebhookEvents;
import dev.slipway.keygen.downgrade.ApiVersion;
import dev.slipway.licensing.AccountSettings;
import dev.slipway.licensing.Users;
import dev.slipway.web.PageView;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The part of the composition that shows the vendor's people how all is doing, and what happened. */
record OversightParts(Settings settings, EventParts events, AccessParts access, ChangeLog changes) {

    /**
     * Adds its pages.
     *
     * @param files whether files can be stored
     */
    void register(PageView pages, Products products, RequestLog requests, BooleanSupplier files) {
        List<String> versions =
                Arrays.stream(ApiVersion.values()).map(ApiVersion::text).toList();
        WebhookEvents sent = events.webhookEvents();
        Receivers receivers = new Receivers(events.store(), sent);
        WebhookWords words = new WebhookWords(EventNames.told(), WebhookEventNames.told(), versions);
        new WebhookPages(events.endpoints(changes, settings), events.webhooks(changes, settings), receivers, words)
                .register(pages);
        EventLog log = new EventLog(events.store(), settings.activityRetention());
        Users users = new Users(events.store(), changes, events.ids(), access.passwords());
        new EventPages(log, users).register(pages);
        AccountSettings decided = new AccountSettings(events.store(), changes, events.ids());
        new SettingsPages(access.accounts(), decided, versions).register(pages);
        Overview overview = new Overview(events.store(), new StorageQuota(settings.storageQuota()));
        new HealthPages(checks(requests, files, sent), overview).register(pages);
        new OverviewPages(overview, log, receivers, products, users).register(pages);
    }

    private List<Check> checks(RequestLog requests, BooleanSupplier files, WebhookEvents sent) {
        return List.of(
                new Check(
                        "Database",
                        events.store()::isReachable,
                        "It does not answer. Look at the disk, or at the PostgreSQL server."),
                new Check(
                        "Files",
                        files,
                        "Nothing can be written to the folder of the files. Look at the disk and at who owns the folder."),
                new Check(
                        "Webhooks",
                        () -> sent.isUpToDate(events.clock().instant()),
                        "Some were to be sent minutes ago. Look at the log of the program."),
                new Check(
                        "Request log",
                        requests::isWell,
                        "It cannot be written. Look at the disk; nothing else depends on it."));
    }
}

package dev.slipway;

import dev.slipway.config.AddressRange;
import dev.slipway.config.Settings;
import dev.slipway.http.HttpServerSettings;
import dev.slipway.http.TrustedProxies;

/** The settings of the HTTP server, which knows nothing of where they come from. */
final class ServerSettings {
    private ServerSettings() {}

    /** How to listen and within which limits, by what the operator set. */
    static HttpServerSettings of(Settings settings) {
        HttpServerSettings.Limits usual = HttpServerSettings.Limits.DEFAULT;
        HttpServerSettings.Tls tls = settings.tls()
                .map(files -> new HttpServerSettings.Tls(files.certificate(), files.key()))
                .orElse(null);
        return new HttpServerSettings(
                settings.host(),
                settings.port(),
                tls,
                new HttpServerSettings.Limits(
                        settings.maxConcurrentRequests(),
                        usual.queuedRequests(),
                        usual.concurrentTransfers(),
                        usual.headerBytes(),
                        usual.targetLength(),
                        usual.idleTimeout()),
                TrustedProxies.of(settings.trustedProxies().stream()
                        .map(AddressRange::toString)
                        .toList()));
    }
}

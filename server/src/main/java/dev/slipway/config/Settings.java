package dev.slipway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * Everything an operator can set, checked and typed.
 *
 * @param host the address or host name to listen on
 * @param port the TCP port to listen on, 0 for any free one
 * @param data the data folder as given, relative to the working directory when it is relative
 * @param databaseUrl the JDBC URL of a PostgreSQL database, which may carry credentials; empty for SQLite
 * @param databaseUser the user at the database, when the URL does not say it
 * @param databasePassword the password of that user
 * @param publicUrl the address clients use, without a trailing slash; empty to take it from each request
 * @param accountSlug the account made at the first start, and the one that serves requests that name none
 * @param adminEmail the administrator to make at the first start
 * @param adminPassword the password of that administrator
 * @param secret the installation's secret, at least 32 characters
 * @param operatorToken what whoever operates the installation presents over HTTP; empty for nobody
 * @param tls the files to serve HTTPS with; empty for plain HTTP
 * @param trustedProxies whose forwarding headers are believed
 * @param maxUploadBytes the size of the largest artifact, in bytes
 * @param storageQuota how many bytes the artifacts of one account may take up, 0 for no limit
 * @param maxConcurrentRequests how many requests are worked on at once
 * @param maxRequestsPerSecond how many API requests of one caller are answered in a second, 0 for no limit
 * @param maxRequestsPerMinute how many API requests of one caller are answered in a minute, 0 for no limit
 * @param limitPasswords whether sign-ins and changes of passwords are limited
 * @param webhookAddresses where else than into the public internet webhooks may be sent
 * @param activityRetention how long observations are kept
 * @param requestLog which requests are kept in the request log
 * @param requestLogRetention how long they are kept
 * @param requestLogSize how many bytes of them are kept
 * @param machineScopes how license validations take what they are told about machines
 * @param keygenClassic whether clients of Keygen's API version 1.0 find its classic rules
 * @param logFormat how log events are written
 * @param logLevel the least severe events that are logged
 * @param drainTime how long requests under way may take to finish when the server stops
 */
public record Settings(
        String host,
        int port,
        Path data,
        Optional<String> databaseUrl,
        Optional<String> databaseUser,
        Optional<String> databasePassword,
        Optional<URI> publicUrl,
        String accountSlug,
        Optional<String> adminEmail,
        Optional<String> adminPassword,
        Optional<String> secret,
        Optional<String> operatorToken,
        Optional<TlsFiles> tls,
        List<AddressRange> trustedProxies,
        long maxUploadBytes,
        long storageQuota,
        int maxConcurrentRequests,
        int maxRequestsPerSecond,
        int maxRequestsPerMinute,
        boolean limitPasswords,
        List<AddressRange> webhookAddresses,
        Duration activityRetention,
        RequestLogging requestLog,
        Duration requestLogRetention,
        long requestLogSize,
        MachineScopes machineScopes,
        boolean keygenClassic,
        LogFormat logFormat,
        Level logLevel,
        Duration drainTime) {

    /** Keeps copies of the lists. */
    public Settings {
        trustedProxies = List.copyOf(trustedProxies);
        webhookAddresses = List.copyOf(webhookAddresses);
    }

    /** All settings but the sensitive ones, of which it says only whether they are set. */
    @Override
    public String toString() {
        return "Settings[host=" + host
                + ", port=" + port
                + ", data=" + data
                + ", databaseUrl="
                + databaseUrl.map(Settings::withoutParameters).orElse("")
                + ", databaseUser=" + databaseUser.orElse("")
                + ", databasePassword=" + presence(databasePassword)
                + ", publicUrl=" + publicUrl.map(URI::toString).orElse("")
                + ", accountSlug=" + accountSlug
                + ", adminEmail=" + adminEmail.orElse("")
                + ", adminPassword=" + presence(adminPassword)
                + ", secret=" + presence(secret)
                + ", operatorToken=" + presence(operatorToken)
                + ", tls=" + tls.map(TlsFiles::toString).orElse("")
                + ", trustedProxies=" + trustedProxies
                + ", maxUploadBytes=" + maxUploadBytes
                + ", storageQuota=" + storageQuota
                + ", maxConcurrentRequests=" + maxConcurrentRequests
                + ", maxRequestsPerSecond=" + maxRequestsPerSecond
                + ", maxRequestsPerMinute=" + maxRequestsPerMinute
                + ", limitPasswords=" + limitPasswords
                + ", webhookAddresses=" + webhookAddresses
                + ", activityRetention=" + activityRetention
                + ", requestLog=" + requestLog
                + ", requestLogRetention=" + requestLogRetention
                + ", requestLogSize=" + requestLogSize
                + ", machineScopes=" + machineScopes
                + ", keygenClassic=" + keygenClassic
                + ", logFormat=" + logFormat
                + ", logLevel=" + logLevel
                + ", drainTime=" + drainTime
                + "]";
    }

    /** JDBC parameters may hold a password. */
    private static String withoutParameters(String url) {
        int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }

    private static String presence(Optional<String> sensitive) {
        return sensitive.isPresent() ? "(set)" : "(not set)";
    }
}

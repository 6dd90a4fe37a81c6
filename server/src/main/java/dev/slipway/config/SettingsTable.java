package dev.slipway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/** The one table of settings, from which they are loaded and their help and reference are written. */
public final class SettingsTable {

    static final Setting<String> HOST = Setting.open(
            "host", "127.0.0.1", ValueKind.HOST, "The address to listen on; 0.0.0.0 or :: for every address.");

    static final Setting<Integer> PORT = Setting.open(
            "port", "8080", ValueKind.wholeNumber(0, 65_535), "The TCP port to listen on; 0 takes any free one.");

    static final Setting<Path> DATA = Setting.open(
            "data",
            "slipway-data",
            ValueKind.PATH,
            "The folder that holds the database, the files and the secret key; made when missing.");

    static final Setting<Optional<String>> DATABASE_URL = Setting.sensitive(
            "database-url",
            "",
            ValueKind.optional(ValueKind.POSTGRESQL_URL),
            "The PostgreSQL database, as jdbc:postgresql://host:port/name; empty for SQLite in the data folder.");

    static final Setting<Optional<String>> DATABASE_USER = Setting.open(
            "database-user", "", ValueKind.optional(ValueKind.TEXT), "The user at the PostgreSQL database.");

    static final Setting<Optional<String>> DATABASE_PASSWORD = Setting.sensitive(
            "database-password",
            "",
            ValueKind.optional(ValueKind.TEXT),
            "The password of that user; better not as a flag, which other users of the machine can see.");

    static final Setting<String> STORAGE = Setting.sensitive(
            "storage", "", ValueKind.NOTHING, "Where artifacts are kept; empty, the only choice: in the data folder.");

    static final Setting<Optional<URI>> PUBLIC_URL = Setting.open(
            "public-url",
            "",
            ValueKind.optional(ValueKind.WEB_URL),
            "The address at which clients reach this server, used in every link it makes;"
                    + " empty to take it from each request.");

    static final Setting<String> ACCOUNT_SLUG = Setting.open(
            "account-slug",
            "default",
            ValueKind.ACCOUNT_SLUG,
            "The account that is made at the first start and serves requests that name none.");

    static final Setting<Optional<String>> ADMIN_EMAIL = Setting.open(
            "admin-email",
            "",
            ValueKind.optional(ValueKind.EMAIL_ADDRESS),
            "The e-mail address of the administrator who is made at the first start.");

    static final Setting<Optional<String>> ADMIN_PASSWORD = Setting.sensitive(
            "admin-password",
            "",
            ValueKind.optional(ValueKind.TEXT),
            "The password of that administrator; empty to have one made and shown once.");

    static final Setting<Optional<String>> SECRET = Setting.sensitive(
            "secret",
            "",
            ValueKind.optional(ValueKind.textOfAtLeast(32)),
            "The installation's secret, at least 32 characters, the same on every node;"
                    + " empty to keep one in secret.key in the data folder.");

    static final Setting<Optional<String>> OPERATOR_TOKEN = Setting.sensitive(
            "operator-token",
            "",
            ValueKind.optional(ValueKind.textOfAtLeast(16)),
            "What whoever operates the installation presents to make accounts over HTTP, at least 16 characters;"
                    + " empty to make them by command only.");

    static final Setting<Integer> MAX_REQUESTS_PER_SECOND = Setting.open(
            "max-requests-per-second",
            "0",
            ValueKind.wholeNumber(0, 1_000_000),
            "How many API requests of one account, address and credential a node answers in a second; 0 for no limit.");

    static final Setting<Integer> MAX_REQUESTS_PER_MINUTE = Setting.open(
            "max-requests-per-minute",
            "0",
            ValueKind.wholeNumber(0, 1_000_000),
            "The same in a minute; 0 for no limit.");

    static final Setting<Boolean> LIMIT_PASSWORDS = Setting.open(
            "limit-passwords",
            "true",
            ValueKind.FLAG,
            "Whether sign-ins and changes of passwords are limited, 5 per person and address in a while;"
                    + " false where something in front of the server does it.");

    static final Setting<Optional<Path>> TLS_CERT = Setting.open(
            "tls-cert",
            "",
            ValueKind.optional(ValueKind.PATH),
            "A PEM file with the certificate chain to serve HTTPS with; needs tls-key.");

    static final Setting<Optional<Path>> TLS_KEY = Setting.open(
            "tls-key",
            "",
            ValueKind.optional(ValueKind.PATH),
            "A PEM file with the private key of the certificate; needs tls-cert.");

    static final Setting<List<AddressRange>> TRUSTED_PROXIES = Setting.open(
            "trusted-proxies",
            "127.0.0.0/8, ::1",
            ValueKind.ADDRESS_RANGES,
            "The addresses whose X-Forwarded headers are believed, as a list with commas; none to believe nobody.");

    static final Setting<Long> MAX_UPLOAD_SIZE = Setting.open(
            "max-upload-size", "5GiB", ValueKind.size(), "The size of the largest artifact that may be uploaded.");

    static final Setting<Long> STORAGE_QUOTA = Setting.open(
            "storage-quota",
            "0",
            ValueKind.sizeOrZero(),
            "How much the artifacts of one account may take up together; 0 for no limit.");

    static final Setting<Integer> MAX_CONCURRENT_REQUESTS = Setting.open(
            "max-concurrent-requests",
            "256",
            ValueKind.wholeNumber(1, 100_000),
            "How many requests are worked on at once; more have to wait.");

    static final Setting<List<AddressRange>> WEBHOOK_ADDRESSES = Setting.open(
            "webhook-addresses",
            "none",
            ValueKind.ADDRESS_RANGES,
            "The addresses outside the public internet that webhooks may be sent to, also by plain HTTP, as a list with commas.");

    static final Setting<Duration> ACTIVITY_RETENTION = Setting.open(
            "activity-retention",
            "90d",
            ValueKind.durationUpTo(Duration.ofDays(36_500)),
            "How long the event log keeps what was only observed: downloads, upgrades, validations. Changes are kept for ever.");

    static final Setting<RequestLogging> REQUEST_LOG = Setting.open(
            "request-log",
            "writes",
            ValueKind.REQUEST_LOGGING,
            "Which API requests the request log keeps: off for none, writes for those that change something or fail, or all.");

    static final Setting<Duration> REQUEST_LOG_RETENTION = Setting.open(
            "request-log-retention",
            "30d",
            ValueKind.durationUpTo(Duration.ofDays(36_500)),
            "How long the request log keeps requests.");

    static final Setting<Long> REQUEST_LOG_SIZE = Setting.open(
            "request-log-size",
            "1GiB",
            ValueKind.size(),
            "How large the request log becomes before the oldest requests make room for new ones.");

    static final Setting<MachineScopes> MACHINE_SCOPES = Setting.open(
            "machine-scopes",
            "ignore",
            ValueKind.MACHINE_SCOPES,
            "How a license validation takes what it is told about machines, which are not tracked:"
                    + " ignore answers as if nothing had been said, strict that no machine is activated.");

    static final Setting<Boolean> KEYGEN_CLASSIC = Setting.open(
            "keygen-classic",
            "true",
            ValueKind.FLAG,
            "Whether clients of Keygen's API version 1.0 find its classic rules (file names unique in a product, PUT /releases"
                    + " replaces); false for a relaxed 1.0 that always adds.");

    static final Setting<LogFormat> LOG_FORMAT = Setting.open(
            "log-format", "text", ValueKind.LOG_FORMAT, "How log events are written: text or json, one on each line.");

    static final Setting<Level> LOG_LEVEL = Setting.open(
            "log-level",
            "info",
            ValueKind.LOG_LEVEL,
            "The least severe events that are logged: error, warn, info, debug or trace.");

    static final Setting<Duration> DRAIN_TIME = Setting.open(
            "drain-time",
            "30s",
            ValueKind.durationUpTo(Duration.ofHours(1)),
            "How long requests under way may take to finish when the server is told to stop.");

    private static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            DATA,
            DATABASE_URL,
            DATABASE_USER,
            DATABASE_PASSWORD,
            STORAGE,
            PUBLIC_URL,
            ACCOUNT_SLUG,
            ADMIN_EMAIL,
            ADMIN_PASSWORD,
            SECRET,
            OPERATOR_TOKEN,
            TLS_CERT,
            TLS_KEY,
            TRUSTED_PROXIES,
            MAX_UPLOAD_SIZE,
            STORAGE_QUOTA,
            MAX_CONCURRENT_REQUESTS,
            MAX_REQUESTS_PER_SECOND,
            MAX_REQUESTS_PER_MINUTE,
            LIMIT_PASSWORDS,
            WEBHOOK_ADDRESSES,
            ACTIVITY_RETENTION,
            REQUEST_LOG,
            REQUEST_LOG_RETENTION,
            REQUEST_LOG_SIZE,
            MACHINE_SCOPES,
            KEYGEN_CLASSIC,
            LOG_FORMAT,
            LOG_LEVEL,
            DRAIN_TIME);

    private SettingsTable() {}

    /** Every setting, in the order of the reference. */
    public static List<Setting<?>> all() {
        return ALL;
    }
}

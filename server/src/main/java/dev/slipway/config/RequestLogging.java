package dev.slipway.config;

/** Which requests are kept in the request log. */
public enum RequestLogging {
    /** None. */
    OFF,
    /** Those that change something, and those that fail. */
    WRITES,
    /** All. */
    ALL
}

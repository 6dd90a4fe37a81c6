package dev.slipway.config;

/** How log events are written to standard error. */
public enum LogFormat {
    /** One readable line for each event. */
    TEXT,
    /** One JSON object on a line for each event. */
    JSON
}

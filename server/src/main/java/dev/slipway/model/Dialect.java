package dev.slipway.model;

/** The API in whose words somebody is told of events. */
public enum Dialect {
    KEYGEN,
    CRYPTLEX
}

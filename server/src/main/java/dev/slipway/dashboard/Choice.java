package dev.slipway.dashboard;

/**
 * Something to choose from a list.
 *
 * @param label what people read
 */
public record Choice(String value, String label) {}

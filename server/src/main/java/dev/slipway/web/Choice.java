package dev.slipway.web;

/**
 * One of several values a field can have.
 *
 * @param label what people read
 */
public record Choice(String value, String label) {}

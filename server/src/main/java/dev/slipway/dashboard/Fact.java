package dev.slipway.dashboard;

/** Something a page says, under a label. */
public record Fact(String label, String value) {}

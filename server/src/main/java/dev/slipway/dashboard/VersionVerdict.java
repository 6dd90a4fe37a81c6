package dev.slipway.dashboard;

/** What is said about a version while it is typed. */
public record VersionVerdict(boolean good, String sentence) {}

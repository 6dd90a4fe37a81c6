package dev.slipway.dashboard;

/**
 * How something stands, in a word or two.
 *
 * @param tone what it is colored as: good, fair, bad or none
 */
public record Badge(String words, String tone) {}

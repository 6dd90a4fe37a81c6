package dev.slipway.model;

import java.time.LocalDate;

/**
 * What was counted in one day.
 *
 * @param day in UTC
 */
public record DailyCount(LocalDate day, long downloads, long upgrades) {}

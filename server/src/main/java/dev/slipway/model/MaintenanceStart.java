package dev.slipway.model;

/** From when the maintenance of a license is counted. */
public enum MaintenanceStart {
    /** From when the license got its maintenance policy. */
    IMMEDIATE,
    /** From when the license was first used: validated, or presented for a download or an upgrade. */
    DELAYED
}

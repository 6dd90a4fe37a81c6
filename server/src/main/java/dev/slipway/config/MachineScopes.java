package dev.slipway.config;

/** How validations treat what they are told about machines, which are not tracked here. */
public enum MachineScopes {
    /** As if nothing had been said. */
    IGNORE,
    /** Honestly: no machine is ever known. */
    STRICT
}

package dev.slipway.licensing;

import dev.slipway.licensing.PolicyOption.Choice;
import dev.slipway.licensing.PolicyOption.Count;
import dev.slipway.licensing.PolicyOption.Flag;
import java.util.List;

/** The options a policy can carry. */
public final class PolicyOptions {
    private static final List<String> MATCHING = List.of("MATCH_ANY", "MATCH_TWO", "MATCH_MOST", "MATCH_ALL");

    /** All of them, in the order they are shown. */
    public static final List<PolicyOption> ALL = List.of(
            new Flag("strict", "strict"),
            new Flag("floating", "floating"),
            new Flag("use_pool", "usePool"),
            new Flag("encrypted", "encrypted"),
            new Count("max_machines", "maxMachines"),
            new Count("max_processes", "maxProcesses"),
            new Count("max_cores", "maxCores"),
            new Count("max_memory", "maxMemory"),
            new Count("max_disk", "maxDisk"),
            new Flag("require_product_scope", "requireProductScope"),
            new Flag("require_policy_scope", "requirePolicyScope"),
            new Flag("require_machine_scope", "requireMachineScope"),
            new Flag("require_fingerprint_scope", "requireFingerprintScope"),
            new Flag("require_components_scope", "requireComponentsScope"),
            new Flag("require_user_scope", "requireUserScope"),
            new Flag("require_checksum_scope", "requireChecksumScope"),
            new Flag("require_version_scope", "requireVersionScope"),
            new Flag("require_check_in", "requireCheckIn"),
            new Choice("check_in_interval", "checkInInterval", null, List.of("day", "week", "month", "year")),
            new Count("check_in_interval_count", "checkInIntervalCount"),
            new Flag("require_heartbeat", "requireHeartbeat"),
            new Count("heartbeat_duration", "heartbeatDuration"),
            new Choice(
                    "heartbeat_cull_strategy",
                    "heartbeatCullStrategy",
                    "DEACTIVATE_DEAD",
                    List.of("DEACTIVATE_DEAD", "KEEP_DEAD")),
            new Choice(
                    "heartbeat_resurrection_strategy",
                    "heartbeatResurrectionStrategy",
                    "NO_REVIVE",
                    List.of(
                            "NO_REVIVE",
                            "1_MINUTE_REVIVE",
                            "2_MINUTE_REVIVE",
                            "5_MINUTE_REVIVE",
                            "10_MINUTE_REVIVE",
                            "15_MINUTE_REVIVE",
                            "ALWAYS_REVIVE")),
            new Choice(
                    "heartbeat_basis",
                    "heartbeatBasis",
                    "FROM_FIRST_PING",
                    List.of("FROM_CREATION", "FROM_FIRST_PING")),
            new Choice(
                    "machine_uniqueness_strategy",
                    "machineUniquenessStrategy",
                    "UNIQUE_PER_LICENSE",
                    List.of("UNIQUE_PER_ACCOUNT", "UNIQUE_PER_PRODUCT", "UNIQUE_PER_POLICY", "UNIQUE_PER_LICENSE")),
            new Choice("machine_matching_strategy", "machineMatchingStrategy", "MATCH_ANY", MATCHING),
            new Choice(
                    "component_uniqueness_strategy",
                    "componentUniquenessStrategy",
                    "UNIQUE_PER_MACHINE",
                    List.of(
                            "UNIQUE_PER_ACCOUNT",
                            "UNIQUE_PER_PRODUCT",
                            "UNIQUE_PER_POLICY",
                            "UNIQUE_PER_LICENSE",
                            "UNIQUE_PER_MACHINE")),
            new Choice("component_matching_strategy", "componentMatchingStrategy", "MATCH_ANY", MATCHING),
            new Choice(
                    "machine_leasing_strategy",
                    "machineLeasingStrategy",
                    "PER_LICENSE",
                    List.of("PER_LICENSE", "PER_USER")),
            new Choice(
                    "process_leasing_strategy",
                    "processLeasingStrategy",
                    "PER_MACHINE",
                    List.of("PER_LICENSE", "PER_MACHINE", "PER_USER")),
            new Choice(
                    "overage_strategy",
                    "overageStrategy",
                    "NO_OVERAGE",
                    List.of(
                            "NO_OVERAGE",
                            "ALWAYS_ALLOW_OVERAGE",
                            "ALLOW_1_25X_OVERAGE",
                            "ALLOW_1_5X_OVERAGE",
                            "ALLOW_2X_OVERAGE")));

    private PolicyOptions() {}
}

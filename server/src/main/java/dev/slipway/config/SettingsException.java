package dev.slipway.config;

import java.util.List;

/** The settings cannot be used; says everything that is wrong with them, and never a sensitive value. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * Reports problems found together.
     *
     * @param problems one sentence for each problem, at least one
     */
    public SettingsException(List<String> problems) {
        super("The settings cannot be used:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, one sentence for each problem, in the order of the reference table. */
    public List<String> problems() {
        return problems;
    }
}

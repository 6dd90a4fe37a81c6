package dev.slipway.cli.demo;

/** A step did not go as expected. The message says what came instead. */
public final class StepFailed extends Exception {
    private static final long serialVersionUID = 1;

    StepFailed(String got) {
        super(got);
    }
}

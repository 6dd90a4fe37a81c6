package dev.slipway.cli.demo;

import java.io.IOException;

/**
 * One step of the story.
 *
 * @param actor who acts
 * @param title what they do
 * @param reason why it is done, or what it shows
 * @param expected what must come of it
 * @param action does it, and returns what came of it
 */
record Step(String actor, String title, String reason, String expected, Action action) {

    /** What a step does. */
    @FunctionalInterface
    interface Action {
        /** Acts, and returns what came of it in the words of the expectation. */
        String run() throws StepFailed, IOException, InterruptedException;
    }

    /** A step and what came of it; {@code got} is empty for a step that was not reached. */
    record Result(Step step, String got) {
        boolean holds() {
            return got.equals(step.expected());
        }

        boolean reached() {
            return !got.isEmpty();
        }
    }
}

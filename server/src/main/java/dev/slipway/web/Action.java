package dev.slipway.web;

import java.io.IOException;

/** What an address does. */
@FunctionalInterface
public interface Action {
    /** Answers a visit; a {@link dev.slipway.problem.Refusal} becomes a page that tells what is wrong. */
    Answer run(Visit visit) throws IOException;
}

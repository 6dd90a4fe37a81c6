package dev.slipway.web;

import java.io.IOException;

/** What the address of a form with files does. */
@FunctionalInterface
public interface FilesAction {
    /** Answers a visit; a {@link dev.slipway.problem.Refusal} becomes a page that tells what is wrong. */
    Answer run(Visit visit, SentFiles files) throws IOException;
}

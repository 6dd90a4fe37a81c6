package dev.slipway.http;

import java.util.SortedSet;

/** Answers the requests of a view that no route takes. */
@FunctionalInterface
public interface Fallback {
    /** Returns the answer; {@code methods} are those the path does know, empty when the path is unknown altogether. */
    Response handle(Request request, SortedSet<String> methods) throws Exception;
}

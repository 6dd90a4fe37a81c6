package dev.slipway.web;

import org.jspecify.annotations.Nullable;

/**
 * A page that tells why there is no other.
 *
 * @param advice what to do next
 * @param requestId by what the log names the request; null where nothing is in the log
 */
public record ErrorPage(
        Frame frame,
        int status,
        String headline,
        String advice,
        @Nullable String requestId) {}

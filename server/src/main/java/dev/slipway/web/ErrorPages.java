package dev.slipway.web;

import dev.slipway.http.HttpProblem;
import dev.slipway.http.Request;
import dev.slipway.problem.Refusal;
import dev.slipway.store.DatabaseUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refusals and failures in words for people. */
final class ErrorPages {
    private static final Logger LOGGER = LoggerFactory.getLogger(ErrorPages.class);

    private ErrorPages() {}

    /** The page for a failure; failures of ours are logged with the request id. */
    static ErrorPage of(Throwable failure, Request request, Frame frame) {
        int status = status(failure);
        boolean ours = status == 500 || failure instanceof DatabaseUnavailableException;
        if (ours) {
            LOGGER.atError()
                    .addKeyValue("request.id", request.id())
                    .setCause(failure)
                    .log("A page failed");
        }
        return new ErrorPage(frame, status, headline(status), advice(status, failure), ours ? request.id() : null);
    }

    static int status(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refusal.problem().status();
            case HttpProblem problem -> problem.status();
            case DatabaseUnavailableException unavailable -> 503;
            default -> 500;
        };
    }

    static String headline(int status) {
        return switch (status) {
            case 401 -> "Please sign in";
            case 403 -> "This is not for you to do";
            case 404 -> "There is nothing here";
            case 405 -> "This address takes no such request";
            case 413 -> "That is too much at once";
            case 422 -> "This is not possible";
            case 429 -> "Too many attempts";
            case 500 -> "Something went wrong on our side";
            case 503 -> "The server is busy";
            default -> "The request was not understood";
        };
    }

    private static String advice(int status, Throwable failure) {
        @Nullable String detail = failure instanceof Refusal refusal ? refusal.getMessage() : null;
        return switch (status) {
            case 404 -> "The address may be mistyped, or what was here may have been removed.";
            case 500 ->
                "Nothing was changed. Try again; if it happens again, tell your administrator the request id below.";
            case 503 -> "Try again in a moment.";
            default -> detail == null ? "Go back and try again." : sentence(detail);
        };
    }

    /** A detail as it stands in the catalogue, made a sentence. */
    private static String sentence(String detail) {
        String upper = Character.toUpperCase(detail.charAt(0)) + detail.substring(1);
        return upper.endsWith(".") ? upper : upper + ".";
    }
}

package dev.slipway.transfer;

import dev.slipway.http.BodyTooLarge;
import dev.slipway.http.BodyTruncated;
import dev.slipway.http.HttpProblem;
import dev.slipway.http.Overloaded;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.problem.Fault;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.DatabaseUnavailableException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What went wrong with bytes, as JSON. */
final class TransferErrors {
    private static final Logger LOGGER = LoggerFactory.getLogger(TransferErrors.class);

    private TransferErrors() {}

    /** The answer to a failure; failures of ours are logged with the request id. */
    static Response render(Request request, Throwable failure) {
        Refusal refusal = refusal(request, failure);
        Response response = TransferCors.expose(Response.bytes(
                refusal.problem().status(), "application/json; charset=utf-8", document(request, refusal)));
        return failure instanceof Overloaded overloaded
                ? response.withHeader("Retry-After", Integer.toString(overloaded.retryAfterSeconds()))
                : response;
    }

    private static Refusal refusal(Request request, Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refusal;
            case UncheckedIOException broken
            when broken.getCause() instanceof BodyTruncated cut ->
                Refusal.of(Problem.BAD_REQUEST, String.valueOf(cut.getMessage()));
            case Overloaded overloaded -> Refusal.of(Problem.OVERLOADED);
            case BodyTooLarge large -> Refusal.of(Problem.BODY_TOO_LARGE);
            case HttpProblem problem -> Refusal.of(Problem.BAD_REQUEST, String.valueOf(problem.getMessage()));
            case DatabaseUnavailableException unavailable -> logged(request, unavailable, Problem.UNAVAILABLE);
            default -> logged(request, failure, Problem.INTERNAL);
        };
    }

    private static Refusal logged(Request request, Throwable failure, Problem problem) {
        LOGGER.atError()
                .addKeyValue("request.id", request.id())
                .setCause(failure)
                .log("A transfer failed");
        return Refusal.of(problem);
    }

    private static byte[] document(Request request, Refusal refusal) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("meta").put("id", request.id());
        var errors = document.putArray("errors");
        for (Fault fault : refusal.faults()) {
            ObjectNode error = errors.addObject();
            error.put("title", fault.problem().title());
            error.put("detail", fault.detail());
            String code = code(fault);
            if (code != null) {
                error.put("code", code);
            }
        }
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String code(Fault fault) {
        // Bytes can break the rule that they are what was declared, and uploads in pieces that of names.
        return fault.problem() != Problem.INVALID
                ? fault.problem().code()
                : fault.source().equals(Source.attribute("name")) ? "NAME_INVALID" : "CHECKSUM_INVALID";
    }
}

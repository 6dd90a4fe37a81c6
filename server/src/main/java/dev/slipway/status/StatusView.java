package dev.slipway.status;

import dev.slipway.http.HttpProblem;
import dev.slipway.http.Overloaded;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.http.Router;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /healthz}, {@code /readyz}, and plain answers for every address that belongs to no other view. */
public final class StatusView {
    private static final Logger LOGGER = LoggerFactory.getLogger(StatusView.class);

    private final BooleanSupplier database;
    private final BooleanSupplier bytes;

    /**
     * Asks these whether they work.
     *
     * @param database whether the database answers
     * @param bytes whether the blob store can be written to
     */
    public StatusView(BooleanSupplier database, BooleanSupplier bytes) {
        this.database = database;
        this.bytes = bytes;
    }

    /** Adds the endpoints to the router. */
    public void register(Router router) {
        router.register("GET", "/healthz", request -> Response.text(200, "ok\n"));
        router.register("GET", "/readyz", this::readiness);
    }

    private Response readiness(Request request) {
        boolean databaseWorks = database.getAsBoolean();
        boolean bytesWork = bytes.getAsBoolean();
        String report = "database: %s%nfiles: %s%n"
                .formatted(word(databaseWorks), word(bytesWork))
                .replace("\r", "");
        return Response.text(databaseWorks && bytesWork ? 200 : 503, report);
    }

    private static String word(boolean works) {
        return works ? "ok" : "unreachable";
    }

    /** Answers a program at an address of no route. */
    public static Response answerUnknownRoute(Request request, SortedSet<String> methods) {
        if (methods.isEmpty()) {
            return Response.text(404, "There is nothing at this address.\n");
        }
        return Response.text(405, Problem.METHOD_NOT_ALLOWED.detail() + ".\n")
                .withHeader("Allow", String.join(", ", methods));
    }

    /** Tells a program what failed at an address of no API. */
    public static Response renderFailure(Request request, Throwable failure) {
        return switch (failure) {
            case Overloaded overloaded ->
                Response.text(503, Problem.OVERLOADED.detail() + ".\n")
                        .withHeader("Retry-After", Integer.toString(overloaded.retryAfterSeconds()));
            case HttpProblem problem -> Response.text(problem.status(), problem.getMessage() + ".\n");
            case Refusal refusal -> Response.text(refusal.problem().status(), refusal.getMessage() + ".\n");
            default -> {
                LOGGER.atError()
                        .addKeyValue("request.id", request.id())
                        .setCause(failure)
                        .log("A request failed");
                yield Response.text(500, Problem.INTERNAL.detail() + ".\n");
            }
        };
    }
}

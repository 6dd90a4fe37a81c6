package dev.slipway.keygen;

import dev.slipway.http.BadRequest;
import dev.slipway.http.BodyTooLarge;
import dev.slipway.http.Headers;
import dev.slipway.http.HttpProblem;
import dev.slipway.http.MalformedRequest;
import dev.slipway.http.Overloaded;
import dev.slipway.http.UnknownMethod;
import dev.slipway.problem.Fault;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.DatabaseUnavailableException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Refusals and failures as JSON:API error documents. */
final class ErrorDocuments {
    private static final Logger LOGGER = LoggerFactory.getLogger(ErrorDocuments.class);
    /** Problems that are found before a request is routed; their documents carry no request id. */
    private static final Set<Problem> EARLY = EnumSet.of(
            Problem.JSON_INVALID,
            Problem.ENCODING_INVALID,
            Problem.MIME_TYPE_INVALID,
            Problem.PARAMETERS_INVALID,
            Problem.URI_INVALID,
            Problem.HTTP_METHOD_INVALID,
            Problem.TOO_MANY_REQUESTS);

    private ErrorDocuments() {}

    /** What to answer to a failure; failures of ours are logged with the request id. */
    static Answer render(Throwable failure, String requestId) {
        Refusal refusal = refusal(failure, requestId);
        Answer answer =
                new Answer(refusal.problem().status(), document(refusal, requestId), Headers.EMPTY, false, null);
        return failure instanceof Overloaded overloaded
                ? answer.withHeader("Retry-After", Integer.toString(overloaded.retryAfterSeconds()))
                : answer;
    }

    private static Refusal refusal(Throwable failure, String requestId) {
        return switch (failure) {
            case Refusal refusal -> refusal;
            case HttpProblem problem -> Refusal.of(problem(problem));
            case DatabaseUnavailableException unavailable -> {
                log(unavailable, requestId);
                yield Refusal.of(Problem.UNAVAILABLE);
            }
            default -> {
                log(failure, requestId);
                yield Refusal.of(Problem.INTERNAL);
            }
        };
    }

    private static void log(Throwable failure, String requestId) {
        LOGGER.atError().addKeyValue("request.id", requestId).setCause(failure).log("A request failed");
    }

    private static Problem problem(HttpProblem problem) {
        return switch (problem) {
            case BadRequest badRequest -> Problem.URI_INVALID;
            case BodyTooLarge tooLarge -> Problem.BODY_TOO_LARGE;
            case Overloaded overloaded -> Problem.OVERLOADED;
            case UnknownMethod unknown -> Problem.HTTP_METHOD_INVALID;
            case MalformedRequest malformed ->
                switch (malformed.status()) {
                    case 408 -> Problem.REQUEST_TIMEOUT;
                    case 413 -> Problem.BODY_TOO_LARGE;
                    case 414 -> Problem.URI_TOO_LONG;
                    case 431 -> Problem.HEADERS_TOO_LARGE;
                    default -> Problem.BAD_REQUEST;
                };
        };
    }

    private static ObjectNode document(Refusal refusal, String requestId) {
        ObjectNode document = Json.NODES.objectNode();
        if (!EARLY.contains(refusal.problem())) {
            document.putObject("meta").put("id", requestId);
        }
        ArrayNode errors = document.putArray("errors");
        Set<String> seen = new HashSet<>();
        for (Fault fault : refusal.faults()) {
            ObjectNode error = error(fault);
            if (seen.add(error.path("code") + " " + error.path("source"))) {
                errors.add(error);
            }
        }
        return document;
    }

    private static ObjectNode error(Fault fault) {
        ObjectNode error = Json.NODES.objectNode();
        error.put("title", fault.problem().title());
        error.put("detail", fault.detail());
        String code = code(fault);
        if (code != null) {
            error.put("code", code);
        }
        switch (fault.source()) {
            case Source.None none -> {}
            case Source.Header header -> error.putObject("source").put("header", header.name());
            case Source.Parameter parameter -> error.putObject("source").put("parameter", parameter.name());
            case Source.Attribute attribute -> point(error, "/data/attributes/" + attribute.name());
            case Source.RelatedAttribute related ->
                point(
                        error,
                        "/data/relationships/%s/data/attributes/%s".formatted(related.relationship(), related.name()));
            case Source.RelatedItemAttribute item ->
                point(
                        error,
                        "/data/relationships/%s/data/%d/attributes/%s"
                                .formatted(item.relationship(), item.index(), item.name()));
            case Source.Relationship relationship -> point(error, "/data/relationships/" + relationship.name());
            case Source.RelationshipItem item ->
                point(
                        error,
                        "/data/relationships/%s/data/%d/relationships/%s"
                                .formatted(item.name(), item.index(), item.nested()));
            case Source.Pointer pointer -> point(error, pointer.path());
        }
        return error;
    }

    private static void point(ObjectNode error, String pointer) {
        error.putObject("source").put("pointer", pointer);
    }

    private static @Nullable String code(Fault fault) {
        if (fault.rule() == null) {
            return fault.problem().code();
        }
        String subject = switch (fault.source()) {
            case Source.Attribute attribute -> KeyCase.screaming(attribute.name());
            case Source.RelatedAttribute related ->
                KeyCase.screaming(related.relationship()) + "_" + KeyCase.screaming(related.name());
            case Source.RelatedItemAttribute item ->
                KeyCase.screaming(item.relationship()) + "_" + KeyCase.screaming(item.name());
            case Source.Relationship relationship -> KeyCase.screaming(relationship.name());
            case Source.RelationshipItem item ->
                KeyCase.screaming(item.name()) + "_" + KeyCase.screaming(item.nested());
            case Source.Pointer pointer ->
                KeyCase.screaming(pointer.path().substring(pointer.path().lastIndexOf('/') + 1));
            case Source.None none -> "";
            case Source.Parameter parameter -> KeyCase.screaming(parameter.name());
            case Source.Header header -> KeyCase.screaming(header.name());
        };
        return subject + (subject.isEmpty() ? "" : "_") + fault.rule().name();
    }
}

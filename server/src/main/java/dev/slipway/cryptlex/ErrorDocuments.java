package dev.slipway.cryptlex;

import dev.slipway.cryptlex.CryptlexView.Trait;
import dev.slipway.http.BadRequest;
import dev.slipway.http.BodyTooLarge;
import dev.slipway.http.HttpProblem;
import dev.slipway.http.MalformedRequest;
import dev.slipway.http.Overloaded;
import dev.slipway.http.UnknownMethod;
import dev.slipway.problem.Fault;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.DatabaseUnavailableException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Refusals and failures as {@code {message, code}}, and {@code errors} where members of a body or a query are wrong. */
final class ErrorDocuments {
    private static final Logger LOGGER = LoggerFactory.getLogger(ErrorDocuments.class);

    private ErrorDocuments() {}

    /**
     * What to answer to a failure; failures of ours are logged with the request id.
     *
     * @param traits of the endpoint, which tell the status for what is wrong with a license key
     */
    static Answer render(Throwable failure, String requestId, Set<Trait> traits) {
        Refusal refusal = refusal(failure, requestId);
        Fault first = refusal.faults().getFirst();
        Answer answer = Answer.ok(document(refusal.faults())).withStatus(status(first, traits));
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
            case UnknownMethod unknown -> Problem.METHOD_NOT_ALLOWED;
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

    private static int status(Fault fault, Set<Trait> traits) {
        if (fault.rule() == Rule.TAKEN) {
            return 409;
        }
        if (isLicenseProblem(fault.problem())) {
            if (traits.contains(Trait.LICENSE_KEYS)) {
                return 400;
            }
            if (traits.contains(Trait.FILES)) {
                return 403;
            }
        }
        return fault.problem().status() == 422 ? 400 : fault.problem().status();
    }

    private static boolean isLicenseProblem(Problem problem) {
        return switch (problem) {
            case LICENSE_INVALID,
                    LICENSE_SUSPENDED,
                    LICENSE_REVOKED,
                    LICENSE_BANNED,
                    LICENSE_EXPIRED,
                    LICENSE_NOT_ALLOWED -> true;
            default -> false;
        };
    }

    /** The words clients know for a problem; null where they know none. */
    private static @Nullable String code(Problem problem) {
        return switch (problem) {
            case LICENSE_INVALID -> "INVALID_LICENSE_KEY";
            case LICENSE_SUSPENDED -> "SUSPENDED_LICENSE";
            case LICENSE_REVOKED, LICENSE_BANNED -> "REVOKED_LICENSE";
            case LICENSE_EXPIRED -> "EXPIRED_LICENSE";
            case RELEASE_FROZEN -> "RELEASE_PUBLISHED";
            case EMAIL_REQUIRED, EMAIL_INVALID, PASSWORD_REQUIRED, PASSWORD_INVALID, PASSWORD_NOT_SUPPORTED ->
                "AUTHENTICATION_FAILED";
            default -> problem.code();
        };
    }

    /** The words clients know for a fault: for some, it depends on what is wrong. */
    private static @Nullable String code(Fault fault) {
        if (fault.rule() == null) {
            return parameterCode(fault);
        }
        return switch (fault.source()) {
            case Source.Attribute(String name)
            when name.equals("version") ->
                fault.rule() == Rule.TAKEN ? "RELEASE_ALREADY_EXISTS" : "INVALID_RELEASE_VERSION";
            case Source.Relationship(String name) when name.equals("product") -> "INVALID_PRODUCT_ID";
            default -> code(fault.problem());
        };
    }

    private static @Nullable String parameterCode(Fault fault) {
        if (!(fault.source() instanceof Source.Parameter(String name))) {
            return code(fault.problem());
        }
        return switch (name) {
            case "version" -> "INVALID_RELEASE_VERSION";
            case "productId" -> "INVALID_PRODUCT_ID";
            case "key" -> "INVALID_LICENSE_KEY";
            default -> code(fault.problem());
        };
    }

    private static ObjectNode document(List<Fault> faults) {
        Fault first = faults.getFirst();
        ObjectNode document = Json.NODES.objectNode();
        document.put("message", message(first));
        document.put("code", code(first));
        if (faults.stream().anyMatch(fault -> place(fault.source()) != null)) {
            ArrayNode errors = document.putArray("errors");
            faults.forEach(fault ->
                    errors.addObject().put("field", place(fault.source())).put("message", message(fault)));
        }
        return document;
    }

    /** A sentence. Details of members are the ends of sentences that begin with the member. */
    private static String message(Fault fault) {
        // Which of the two is wrong is nobody's business.
        if ("AUTHENTICATION_FAILED".equals(code(fault.problem()))) {
            return "The e-mail address or the password is wrong.";
        }
        String place = place(fault.source());
        String detail = fault.detail();
        String sentence = place == null ? detail : "'%s' %s".formatted(place, detail);
        return sentence.isEmpty() || ".!?".indexOf(sentence.charAt(sentence.length() - 1)) >= 0
                ? sentence
                : sentence + ".";
    }

    /** The member, parameter or header that a fault is about; null when it is about none. */
    private static @Nullable String place(Source source) {
        return switch (source) {
            case Source.None none -> null;
            case Source.Attribute attribute -> attribute.name();
            case Source.Parameter parameter -> parameter.name();
            case Source.Header header -> header.name();
            case Source.Relationship relationship -> relationship.name() + "Id";
            case Source.RelatedAttribute related -> related.relationship() + "." + related.name();
            case Source.RelatedItemAttribute item ->
                "%s[%d].%s".formatted(item.relationship(), item.index(), item.name());
            case Source.RelationshipItem item -> "%s[%d]".formatted(item.name(), item.index());
            case Source.Pointer pointer -> pointer.path();
        };
    }
}

package dev.slipway.keygen;

import dev.slipway.http.BadRequest;
import dev.slipway.http.QueryParameters;
import dev.slipway.http.Request;
import dev.slipway.keygen.downgrade.ApiVersion;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import org.jspecify.annotations.Nullable;

/** What is read of a request before anybody knows whose it is. */
final class RequestChecks {
    private RequestChecks() {}

    /** The query; one that cannot be parsed is refused. */
    static QueryParameters query(Request request) {
        try {
            return QueryParameters.parse(request.rawQuery());
        } catch (BadRequest e) {
            throw Refusal.of(Problem.PARAMETERS_INVALID);
        }
    }

    /** The version asked for, or null; an unknown one is refused. */
    static @Nullable ApiVersion requestedVersion(Request request) {
        String wanted = request.header("Keygen-Version");
        if (wanted == null || wanted.isBlank()) {
            return null;
        }
        return ApiVersion.find(wanted.strip()).orElseThrow(() -> Refusal.of(Problem.INVALID_API_VERSION));
    }

    /** Refuses to speak of environments, which there are none of. */
    static void refuseEnvironments(Request request, QueryParameters query) {
        if (request.header("Keygen-Environment") != null) {
            throw Refusal.of(
                    Problem.ENVIRONMENT_NOT_SUPPORTED,
                    Problem.ENVIRONMENT_NOT_SUPPORTED.detail(),
                    Source.header("Keygen-Environment"));
        }
        if (query.first("environment") != null) {
            throw Refusal.of(
                    Problem.ENVIRONMENT_NOT_SUPPORTED,
                    Problem.ENVIRONMENT_NOT_SUPPORTED.detail(),
                    Source.parameter("environment"));
        }
    }
}

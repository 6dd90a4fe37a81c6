package dev.slipway.keygen;

import dev.slipway.access.Accounts;
import dev.slipway.access.Authenticator;
import dev.slipway.access.Caller;
import dev.slipway.access.Credentials;
import dev.slipway.access.RateLimits;
import dev.slipway.access.SigningKeys;
import dev.slipway.http.BodyTruncated;
import dev.slipway.http.DateHeader;
import dev.slipway.http.Handler;
import dev.slipway.http.QueryParameters;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.http.Router;
import dev.slipway.keygen.downgrade.ApiVersion;
import dev.slipway.keygen.downgrade.Audience;
import dev.slipway.keygen.downgrade.Downgrades;
import dev.slipway.model.Account;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The pipeline of /v1: media type, version, account, signature wish, credentials, then the endpoint, and the answer in the
 * client's media type, signed. Endpoints are registered in both families of addresses: with the account in the path and
 * without.
 */
public final class KeygenView {
    private static final String PREFIX = "/v1";
    private static final String WITH_ACCOUNT = PREFIX + "/accounts/{account}";

    private final Router router;
    private final Accounts accounts;
    private final Authenticator authenticator;
    private final RateLimits limits;
    private final InstantSource clock;
    private final Downgrades downgrades;
    private final ResponseSigner signer;
    private final Written.Writer writer = new Written.Writer();
    private final DateHeader dates;
    private final Origin origin;
    private @Nullable RequestRecorder recorder;

    /** Answers on this router. */
    public KeygenView(
            Router router,
            Accounts accounts,
            Authenticator authenticator,
            RateLimits limits,
            SigningKeys keys,
            Downgrades downgrades,
            InstantSource clock,
            @Nullable String publicUrl) {
        this.router = router;
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.limits = limits;
        this.clock = clock;
        this.downgrades = downgrades;
        this.signer = new ResponseSigner(keys::sign);
        this.dates = new DateHeader(clock);
        this.origin = new Origin(publicUrl);
        router.view(PREFIX, this::renderFailure, this::answerUnknownRoute);
        Handler alive = request -> Response.empty(204);
        router.register("GET", PREFIX + "/health", alive);
        router.register("GET", PREFIX + "/ping", request -> Response.text(200, "pong"));
    }

    /** Registers an address that tells whether a part of the program is well: 204, else 503. */
    public KeygenView onHealth(String part, BooleanSupplier isWell) {
        router.register(
                "GET", PREFIX + "/health/" + part, request -> Response.empty(isWell.getAsBoolean() ? 204 : 503));
        return this;
    }

    /** Hands what is asked and answered to this from now on. */
    public void recordTo(RequestRecorder target) {
        recorder = target;
    }

    /** What is particular about an endpoint. */
    enum Trait {
        /** Takes an e-mail address and a password. */
        PASSWORD,
        /** Serves clients that accept any media type. */
        ANY_MEDIA_TYPE,
        /** Is there for clients of API version 1.0 only. */
        CLASSIC,
        /** Does not read its body, whatever that is said to be. */
        UNREAD_BODY
    }

    /** Registers an endpoint, e.g. {@code GET /products/{id}}. */
    KeygenView on(String method, String path, Action action, Trait... traits) {
        router.register(method, PREFIX + path, handler(action, false, traits));
        router.register(method, WITH_ACCOUNT + path, handler(action, true, traits));
        return this;
    }

    /** Registers an endpoint that updates: PATCH and PUT mean the same. */
    KeygenView onUpdate(String path, Action action) {
        return on("PATCH", path, action).on("PUT", path, action);
    }

    /** Registers an endpoint of the account itself, which only has the address that names it. */
    KeygenView onAccount(String method, Action action) {
        router.register(method, WITH_ACCOUNT, handler(action, true));
        return this;
    }

    /** Registers an endpoint of the installation as a whole, which has no account yet. */
    KeygenView onInstallation(String method, String path, InstallationAction action) {
        router.register(method, PREFIX + path, request -> {
            Reply reply = new Reply(request);
            try {
                reply.mediaType = MediaTypes.negotiate(request, false);
                QueryParameters query = RequestChecks.query(request);
                RequestChecks.requestedVersion(request);
                RequestChecks.refuseEnvironments(request, query);
                MediaTypes.checkContent(request);
                Credentials credentials = CredentialsReader.read(request, query, false);
                return reply.toResponse(action.run(request, credentials, origin.of(request)));
            } catch (BodyTruncated gone) {
                throw gone;
            } catch (RuntimeException | IOException failure) {
                return reply.toResponse(ErrorDocuments.render(failure, request.id()));
            }
        });
        return this;
    }

    private Handler handler(Action action, boolean accountInPath, Trait... traits) {
        Set<Trait> particular = Set.of(traits);
        return request -> {
            Reply reply = new Reply(request);
            try {
                reply.mediaType = MediaTypes.negotiate(request, particular.contains(Trait.ANY_MEDIA_TYPE));
                QueryParameters query = RequestChecks.query(request);
                ApiVersion requested = RequestChecks.requestedVersion(request);
                Account account = accountInPath
                        ? accounts.resolve(request.parameter("account"))
                        : accounts.resolveHost(request.host());
                reply.account = account;
                reply.version = requested != null ? requested : pinned(account);
                if (particular.contains(Trait.CLASSIC) && reply.version != ApiVersion.V1_0) {
                    throw Refusal.of(Problem.ENDPOINT_NOT_FOUND);
                }
                refuseOtherSignatures(request, account, reply);
                RequestChecks.refuseEnvironments(request, query);
                Credentials credentials = CredentialsReader.read(request, query, particular.contains(Trait.PASSWORD));
                Throttle throttle = new Throttle(limits, account, request);
                reply.throttle = throttle;
                throttle.count(credentials);
                Caller caller = authenticator.authenticate(account, credentials, request.id());
                reply.caller = caller;
                if (!particular.contains(Trait.UNREAD_BODY)) {
                    MediaTypes.checkContent(request);
                }
                Answer answer = action.run(new Context(
                        request, reply.version, caller, query, origin.of(request), throttle, reply::readBody));
                return reply.toResponse(inVersion(answer, reply.version, caller));
            } catch (BodyTruncated gone) {
                // Nobody is left to answer, and the failure is not ours.
                throw gone;
            } catch (RuntimeException | IOException failure) {
                return reply.toResponse(inVersion(ErrorDocuments.render(failure, request.id()), reply.version));
            }
        };
    }

    private Answer inVersion(Answer answer, ApiVersion version, Caller caller) {
        JsonNode document = answer.document();
        if (document == null) {
            return answer;
        }
        Audience audience = Audience.of(caller);
        return answer.withDocument(
                answer.lasting()
                        ? downgrades.rewriteLasting(document, version, audience)
                        : downgrades.rewrite(document, version, audience));
    }

    private Answer inVersion(Answer refusal, ApiVersion version) {
        JsonNode document = refusal.document();
        return document == null
                ? refusal
                : refusal.withDocument(downgrades.rewriteErrors(document, refusal.status(), version));
    }

    private static ApiVersion pinned(Account account) {
        return account.apiVersion() == null
                ? ApiVersion.NEWEST
                : ApiVersion.find(account.apiVersion()).orElse(ApiVersion.NEWEST);
    }

    private static void refuseOtherSignatures(Request request, Account account, Reply reply) {
        String wish = request.header("Keygen-Accept-Signature");
        if (wish != null && !SignatureWish.isGranted(wish, account.id())) {
            reply.unsigned = true;
            throw Refusal.of(
                    Problem.BAD_REQUEST,
                    "must ask for the algorithm ed25519 and, if any, the key of this account",
                    Source.header("Keygen-Accept-Signature"));
        }
    }

    private Response answerUnknownRoute(Request request, SortedSet<String> methods) {
        if (request.method().equals("OPTIONS") && request.header("Access-Control-Request-Method") != null) {
            return Cors.preflight(request);
        }
        return new Reply(request)
                .toResponse(ErrorDocuments.render(Refusal.of(Problem.ENDPOINT_NOT_FOUND), request.id()));
    }

    private Response renderFailure(Request request, Throwable failure) {
        return new Reply(request).responseTo(ErrorDocuments.render(failure, request.id()));
    }

    /** Turns the endpoint's answer into a response; knows as much of the request as was found out before it failed. */
    private final class Reply {
        private final Request request;
        private String mediaType = MediaTypes.JSON_API;
        private ApiVersion version;
        private @Nullable Account account;
        private @Nullable Caller caller;
        private @Nullable Throttle throttle;
        private boolean unsigned;
        private byte @Nullable [] body;

        Reply(Request request) {
            this.request = request;
            String wanted = request.header("Keygen-Version");
            this.version = wanted == null
                    ? ApiVersion.NEWEST
                    : ApiVersion.find(wanted.strip()).orElse(ApiVersion.NEWEST);
        }

        /** Keeps a body that was read. */
        void readBody(byte[] read) {
            body = read;
        }

        Response toResponse(Answer answer) {
            Response response = responseTo(answer);
            if (recorder != null) {
                recorder.record(request, body, accounts, account, caller, answer.document(), response);
            }
            return response;
        }

        private Response responseTo(Answer answer) {
            Written written = writer.write(answer);
            byte[] content = written.body();
            ResponseHeaders headers = new ResponseHeaders(answer.headers());
            if (content.length > 0) {
                headers.add("Content-Type", answer.file() == null ? mediaType : "application/octet-stream");
            }
            headers.add("Keygen-Version", version.text());
            headers.add("Cache-Control", "no-transform, no-store, max-age=0");
            if (account != null) {
                headers.addIdentity(version, account, caller);
                if (!unsigned) {
                    sign(headers, account, written.digest());
                }
            }
            if (throttle != null) {
                throttle.addTo(headers, clock.instant());
            }
            if (answer.status() == 401) {
                headers.add("WWW-Authenticate", ResponseHeaders.challenge(request));
            }
            Cors.expose(request, headers);
            return headers.toResponse(answer.status(), content);
        }

        private void sign(ResponseHeaders headers, Account signing, String digest) {
            String date = dates.now();
            String method = request.isHead() ? "HEAD" : request.method();
            headers.add("Date", date);
            headers.add("Keygen-Date", date);
            headers.add("Digest", digest);
            headers.add("Keygen-Digest", digest);
            headers.add(
                    "Keygen-Signature",
                    signer.signature(signing.id(), method, request.target(), request.host(), date, digest));
        }
    }
}

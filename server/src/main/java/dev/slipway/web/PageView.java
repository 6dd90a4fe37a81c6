package dev.slipway.web;

import dev.slipway.access.Caller;
import dev.slipway.http.Body;
import dev.slipway.http.BodyTruncated;
import dev.slipway.http.ErrorRenderer;
import dev.slipway.http.Fallback;
import dev.slipway.http.Handler;
import dev.slipway.http.Overloaded;
import dev.slipway.http.QueryParameters;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.http.Router;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of one area's pages: session, origin and token of a form, then the action, and its answer as a page or a redirect.
 * Every failure becomes a page of the same design.
 */
public final class PageView {
    private static final String VISITOR = "slipway-visitor";
    private static final String NOTICE = "slipway-notice";
    private static final int VISITOR_BYTES = 16;
    private static final long LARGEST_FORM = 1 << 20;
    private static final Duration NOTICE_LIFE = Duration.ofMinutes(1);
    private static final Duration THEME_LIFE = Duration.ofDays(365);

    private final Router router;
    private final Area area;
    private final PageParts parts;

    /**
     * Answers on this router.
     *
     * @param plainFailure how failures are told to programs, which do not ask for HTML
     * @param plainUnknown how programs are answered at addresses of no route
     */
    public PageView(Router router, Area area, PageParts parts, ErrorRenderer plainFailure, Fallback plainUnknown) {
        this.router = router;
        this.area = area;
        this.parts = parts;
        router.view(
                area.prefix(),
                (request, failure) ->
                        wantsPage(request) ? failure(request, failure) : plainFailure.render(request, failure),
                (request, methods) ->
                        wantsPage(request) ? unknown(request, methods) : plainUnknown.handle(request, methods));
        on("POST", "/sign-out", this::signOut);
        on("POST", "/sign-out-everywhere", this::signOutEverywhere);
        onOpen("POST", "/theme", PageView::chooseTheme);
    }

    /** Registers an address for whoever is signed in, e.g. {@code GET /products/{id}}. */
    public PageView on(String method, String path, Action action) {
        router.register(method, area.path(path), handler(action, false));
        return this;
    }

    /** Registers an address for everybody. */
    public PageView onOpen(String method, String path, Action action) {
        router.register(method, area.path(path), handler(action, true));
        return this;
    }

    /** Registers the address of a form with files, for whoever is signed in; they are read as they come in. */
    public PageView onFiles(String path, FilesAction action) {
        router.registerTransfer("POST", area.path(path), withFailures(request -> {
            OwnSite.require(request, parts.publicUrl());
            Visit visit = visit(request, whoIsThere(request));
            return visit.signedIn() == null
                    ? toSignIn(visit)
                    : respond(action.run(visit, SentFiles.begin(request, visit.formToken())), visit);
        }));
        return this;
    }

    private Handler handler(Action action, boolean open) {
        return withFailures(request -> {
            Visit visit = visit(request, whoIsThere(request));
            if (!request.method().equals("GET")) {
                visit = withForm(visit);
            }
            return visit.signedIn() == null && !open ? toSignIn(visit) : respond(action.run(visit), visit);
        });
    }

    private interface Serving {
        Response serve(Request request) throws IOException;
    }

    private Handler withFailures(Serving serving) {
        return request -> {
            try {
                return serving.serve(request);
            } catch (BodyTruncated gone) {
                throw gone;
            } catch (RuntimeException | IOException failure) {
                return failure(request, failure);
            }
        };
    }

    private @Nullable Caller whoIsThere(Request request) {
        String session = cookies(request).read(area.cookie());
        return session == null
                ? null
                : parts.sessions()
                        .resume(session, request.id())
                        .filter(area.admits())
                        .orElse(null);
    }

    /** Who is signed in with the browser whose own script sends this request, with the token of forms in its header. */
    public Optional<Caller> scriptCaller(Request request) {
        OwnSite.require(request, parts.publicUrl());
        String session = cookies(request).read(area.cookie());
        return session == null || !FormTokens.fits(parts.tokens().of(session), request.header(FormTokens.HEADER))
                ? Optional.empty()
                : Optional.ofNullable(whoIsThere(request));
    }

    private Visit visit(Request request, @Nullable Caller signedIn) {
        Cookies cookies = cookies(request);
        String known = cookies.read(signedIn == null ? VISITOR : area.cookie());
        String holder = known == null ? parts.ids().randomHex(VISITOR_BYTES) : known;
        return new Visit(
                request,
                area,
                parts,
                signedIn,
                QueryParameters.parse(request.rawQuery()),
                QueryParameters.parse(null),
                parts.tokens().of(holder),
                Theme.of(cookies.read(Theme.COOKIE)),
                Cookies.decode(cookies.read(NOTICE)),
                known == null ? holder : null);
    }

    private Visit withForm(Visit visit) throws IOException {
        OwnSite.require(visit.request(), parts.publicUrl());
        QueryParameters sent = readForm(visit.request());
        String token = visit.request().header(FormTokens.HEADER);
        if (!FormTokens.fits(visit.formToken(), token != null ? token : sent.first(FormTokens.FIELD))) {
            throw FormTokens.refusal();
        }
        return visit.withSent(sent);
    }

    private Cookies cookies(Request request) {
        boolean securePublic =
                parts.publicUrl() != null && "https".equals(parts.publicUrl().getScheme());
        return new Cookies(request, request.secure() || securePublic);
    }

    private static QueryParameters readForm(Request request) throws IOException {
        byte[] body = request.readBody(LARGEST_FORM);
        String type = request.header("Content-Type");
        boolean isForm = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
        if (body.length > 0 && !isForm) {
            throw Refusal.of(Problem.BAD_REQUEST, "A form is expected here");
        }
        return QueryParameters.parse(new String(body, StandardCharsets.ISO_8859_1));
    }

    private Response toSignIn(Visit visit) {
        Cookies cookies = cookies(visit.request());
        String back = visit.request().method().equals("GET")
                ? "?next=" + URLEncoder.encode(visit.request().target(), StandardCharsets.UTF_8)
                : "";
        Response answer = redirect(visit.request(), area.path("/sign-in") + back);
        return cookies.read(area.cookie()) == null
                ? answer
                : answer.withAddedHeader("Set-Cookie", cookies.remove(area.cookie()));
    }

    private Response respond(Answer answer, Visit visit) {
        Cookies cookies = cookies(visit.request());
        return switch (answer) {
            case Answer.Page page -> page(page, visit);
            case Answer.Redirect on -> withNotice(redirect(visit.request(), on.path()), on.notice(), cookies);
            case Answer.SignedIn in ->
                redirect(visit.request(), in.path())
                        .withAddedHeader("Set-Cookie", cookies.set(area.cookie(), in.cookie(), null));
            case Answer.SignedOut out ->
                withNotice(redirect(visit.request(), out.path()), out.notice(), cookies)
                        .withAddedHeader("Set-Cookie", cookies.remove(area.cookie()));
            case Answer.Themed themed ->
                redirect(visit.request(), themed.path())
                        .withAddedHeader(
                                "Set-Cookie",
                                cookies.set(Theme.COOKIE, themed.theme().key(), THEME_LIFE));
        };
    }

    private Response page(Answer.Page page, Visit visit) {
        Response response = new Response(
                page.status(),
                Renderer.headers(),
                new Body.Bytes(parts.renderer().render(page.template(), page.model())));
        Cookies cookies = cookies(visit.request());
        if (visit.newVisitor() != null) {
            response = response.withAddedHeader("Set-Cookie", cookies.set(VISITOR, visit.newVisitor(), null));
        }
        return visit.notice() == null ? response : response.withAddedHeader("Set-Cookie", cookies.remove(NOTICE));
    }

    private static Response withNotice(Response response, @Nullable String notice, Cookies cookies) {
        return notice == null
                ? response
                : response.withAddedHeader("Set-Cookie", cookies.set(NOTICE, Cookies.encode(notice), NOTICE_LIFE));
    }

    /** Leads on to another address; a script that fetches a part of a page has the whole window go there. */
    private static Response redirect(Request request, String path) {
        Response response = isScript(request)
                ? Response.empty(204).withHeader("HX-Redirect", path)
                : Response.empty(303).withHeader("Location", path);
        return response.withHeader("Cache-Control", "no-store");
    }

    private static boolean isScript(Request request) {
        return request.header("HX-Request") != null;
    }

    private static boolean wantsPage(Request request) {
        return isScript(request) || request.headers("Accept").stream().anyMatch(header -> header.contains("text/html"));
    }

    private Response unknown(Request request, SortedSet<String> methods) {
        return methods.isEmpty()
                ? failure(request, Refusal.of(Problem.ENDPOINT_NOT_FOUND))
                : failure(request, Refusal.of(Problem.METHOD_NOT_ALLOWED))
                        .withHeader("Allow", String.join(", ", methods));
    }

    private Response failure(Request request, Throwable failure) {
        Visit visit = visitAfter(request);
        int status = ErrorPages.status(failure);
        ErrorPage model = ErrorPages.of(failure, request, visit.frame(ErrorPages.headline(status)));
        Response response = page(new Answer.Page(status, "web/error.jte", model), visit);
        if (failure instanceof Overloaded overloaded) {
            response = response.withHeader("Retry-After", Integer.toString(overloaded.retryAfterSeconds()));
        }
        // A script that wanted a part of a page has the window show the failure instead.
        return isScript(request) && request.method().equals("GET")
                ? response.withHeader("HX-Redirect", request.target())
                : response;
    }

    /** What is around the page for a failure: finding out who asks must not hide the failure by another one. */
    private Visit visitAfter(Request request) {
        try {
            return visit(request, whoIsThere(request));
        } catch (RuntimeException e) {
            return new Visit(
                    request,
                    area,
                    parts,
                    null,
                    QueryParameters.parse(null),
                    QueryParameters.parse(null),
                    "",
                    Theme.SYSTEM,
                    null,
                    null);
        }
    }

    private Answer signOut(Visit visit) {
        String session = cookies(visit.request()).read(area.cookie());
        if (session != null) {
            parts.sessions().close(session);
        }
        return new Answer.SignedOut(area.path("/sign-in"), "You are signed out.");
    }

    private Answer signOutEverywhere(Visit visit) {
        int count = parts.sessions().closeAll(visit.caller());
        return new Answer.SignedOut(
                area.path("/sign-in"),
                count == 1 ? "You are signed out." : "You are signed out of %d browsers.".formatted(count));
    }

    private static Answer chooseTheme(Visit visit) {
        return new Answer.Themed(
                Theme.of(visit.sent().first("theme")), visit.next(visit.area().prefix()));
    }
}

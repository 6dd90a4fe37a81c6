package dev.slipway.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request from its head to the end of its answer; runs on a virtual thread of its own. */
final class Exchange implements Runnable {
    private static final Logger logger = LoggerFactory.getLogger(Exchange.class);

    private final ServerCore core;
    private final HttpServerRequest raw;
    private final IncomingRequest request;
    private final ResponseWriter writer;
    private final long began = System.nanoTime();
    private final Router.@Nullable Match match;
    private final @Nullable Throwable refusal;
    private final @Nullable Admission admission;

    /** To be made on the event loop, while nothing of the body can have passed yet. */
    Exchange(ServerCore core, HttpServerRequest raw, Context context) {
        this.core = core;
        this.raw = raw;
        this.request = new IncomingRequest(raw, core.settings().trustedProxies(), core.random());
        HttpProblem problem =
                RequestCheck.problem(raw, request, core.settings().limits().targetLength());
        Router.Match found = null;
        if (problem == null) {
            try {
                found = core.router().find(request.method(), request.path());
            } catch (BadRequest e) {
                problem = e;
            }
        }
        boolean transfer = found != null && found.route().transfer();
        Admission entered = null;
        if (problem == null) {
            entered = transfer ? core.transfers() : core.requests();
            if (!entered.enter()) {
                entered = null;
                problem = new Overloaded();
            }
        }
        if (found != null) {
            request.matched(found);
        }
        if (raw.decoderResult().isSuccess() && IncomingRequest.announcedLength(raw) != 0) {
            boolean waits = "100-continue".equalsIgnoreCase(raw.getHeader(HeaderNames.EXPECT));
            request.bodyComes(new RequestBody(raw, context, waits, transfer ? null : entered));
        }
        this.match = found;
        this.refusal = problem;
        this.admission = entered;
        this.writer = new ResponseWriter(core, raw, request, context, problem instanceof MalformedRequest);
    }

    @Override
    public void run() {
        int status = RequestObserver.CLIENT_GONE;
        Admission place = admission;
        try {
            Response response = place == null ? refuse() : handle(place);
            if (place == core.requests() && isTransfer(response.body())) {
                // Bytes that leave at the client's pace must not keep the place of a short request.
                place.leave();
                place = core.transfers().enter() ? core.transfers() : null;
                if (place == null) {
                    ResponseWriter.discard(response.body());
                    response = render(new Overloaded());
                }
            }
            status = answer(response);
        } catch (BodyTruncated | ClientGone e) {
            writer.abort();
        } catch (Throwable e) {
            logger.atError().addKeyValue("request", request.id()).setCause(e).log("The answer could not be finished");
            writer.abort();
        } finally {
            if (place != null) {
                place.leave();
            }
            core.observer().finished(request, status, System.nanoTime() - began, writer.bytesOut());
        }
    }

    private static boolean isTransfer(Body body) {
        return body instanceof Body.FileRegion || body instanceof Body.Stream;
    }

    private Response refuse() {
        return render(
                refusal == null ? new IllegalStateException("A request was neither let in nor refused") : refusal);
    }

    private Response handle(Admission place) throws BodyTruncated {
        place.beginTurn();
        try {
            return match != null ? match.route().handler().handle(request) : fallBack();
        } catch (BodyTruncated e) {
            throw e;
        } catch (Throwable e) {
            return render(e);
        } finally {
            place.endTurn();
        }
    }

    private Response fallBack() throws Exception {
        String path = request.path();
        return core.router()
                .viewOf(path)
                .fallback()
                .handle(request, core.router().methods(path));
    }

    private Response render(Throwable failure) {
        try {
            return core.router().viewOf(request.path()).renderer().render(request, failure);
        } catch (RuntimeException e) {
            e.addSuppressed(failure);
            logger.atError().addKeyValue("request", request.id()).setCause(e).log("A failure could not be rendered");
            return Response.empty(500);
        }
    }

    /** Sends the answer, or what is rendered when it cannot even begin; returns the status that was sent. */
    private int answer(Response response) throws Exception {
        try {
            writer.write(response);
            return response.status();
        } catch (ClientGone e) {
            return RequestObserver.CLIENT_GONE;
        } catch (Exception e) {
            if (raw.response().headWritten()) {
                throw e;
            }
            Response rendered = render(e);
            writer.write(isTransfer(rendered.body()) ? Response.empty(500) : rendered);
            return rendered.status();
        }
    }
}

package dev.slipway.testing;

import dev.slipway.model.Event;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A suite that runs against a whole server, once on each engine. Its tests share the server, so they make their own data. */
@ParameterizedClass
@EnumSource(Engine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HttpSuite {
    @Parameter
    protected Engine engine;

    protected TestServer server;
    protected Client admin;
    protected Client anonymous;
    protected Vendor vendor;

    @BeforeParameterizedClassInvocation
    void prepare(Engine on) {
        engine = on;
        server = startServer(on);
        admin = server.admin();
        anonymous = server.anonymous();
        vendor = server.vendor();
    }

    /** Starts the server; a suite that needs other settings says so here. */
    protected TestServer startServer(Engine on) {
        return TestServer.start(on);
    }

    @AfterParameterizedClassInvocation
    void stopServer() {
        server.close();
    }

    /** The names of the changes of a resource that were recorded, in order. */
    protected List<String> eventsOf(String resourceId) {
        return server
                .slipway()
                .store()
                .read(server.account().id(), session -> session.events().ofResource(resourceId))
                .stream()
                .map(Event::name)
                .toList();
    }

    /** Asks again until the answer fits, or for ten seconds: what is only observed is written a moment after the answer. */
    protected static Reply askUntil(Supplier<Reply> question, Predicate<Reply> fits) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Reply reply = question.get();
        while (!fits.test(reply) && System.nanoTime() < deadline) {
            reply = question.get();
        }
        return reply;
    }
}

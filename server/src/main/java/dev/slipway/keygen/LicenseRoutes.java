package dev.slipway.keygen;

import dev.slipway.licensing.LicenseActions;
import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.Licenses;
import dev.slipway.model.Aliases;
import dev.slipway.model.LicenseFilter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /licenses}. */
public final class LicenseRoutes {
    private static final Duration SOON = Duration.ofDays(3);

    private final Licenses licenses;
    private final LicenseActions actions;

    /** Translates for these. */
    public LicenseRoutes(Licenses licenses, LicenseActions actions) {
        this.licenses = licenses;
        this.actions = actions;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/licenses", this::list);
        view.on("POST", "/licenses", this::create);
        view.on(
                "GET",
                "/licenses/{id}",
                context -> answer(context, licenses.show(context.caller(), context.parameter("id"))));
        view.onUpdate("/licenses/{id}", this::update);
        view.on("DELETE", "/licenses/{id}", context -> {
            licenses.delete(context.caller(), context.parameter("id"));
            return Answer.noContent();
        });
        view.on("DELETE", "/licenses/{id}/actions/revoke", context -> {
            licenses.revoke(context.caller(), context.parameter("id"));
            return Answer.noContent();
        });
        view.on(
                "POST",
                "/licenses/{id}/actions/suspend",
                context -> answer(context, actions.suspend(context.caller(), context.parameter("id"))));
        view.on(
                "POST",
                "/licenses/{id}/actions/reinstate",
                context -> answer(context, actions.reinstate(context.caller(), context.parameter("id"))));
        view.on(
                "POST",
                "/licenses/{id}/actions/renew",
                context -> answer(context, actions.renew(context.caller(), context.parameter("id"))));
    }

    private Answer list(Context context) {
        return Answer.ok(Documents.of(
                context,
                licenses.list(context.caller(), filter(context), context.page()),
                details -> render(context, details),
                details -> details.license().id()));
    }

    /** The licenses a query asks for. */
    static LicenseFilter filter(Context context) {
        Instant now = context.caller().now();
        Boolean expired = flag(context, "expired");
        boolean expiring = Boolean.TRUE.equals(flag(context, "expiring"));
        Instant expiresBy = expiring ? now.plus(SOON) : null;
        String owner = id(context, "owner");
        return new LicenseFilter(
                id(context, "product"),
                id(context, "policy"),
                owner == null ? id(context, "user") : owner,
                flag(context, "suspended"),
                assigned(context),
                expiring || Boolean.FALSE.equals(expired) ? now : null,
                Boolean.TRUE.equals(expired) ? now : expiresBy);
    }

    private static @Nullable Boolean assigned(Context context) {
        Boolean assigned = flag(context, "assigned");
        Boolean unassigned = flag(context, "unassigned");
        return unassigned == null ? assigned : Boolean.valueOf(!unassigned);
    }

    private static @Nullable String id(Context context, String name) {
        String given = context.filter(name);
        return given == null ? null : Aliases.canonical(given);
    }

    private static @Nullable Boolean flag(Context context, String name) {
        return switch (context.filter(name)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            case null, default -> null;
        };
    }

    private Answer create(Context context) throws IOException {
        boolean asVendor = Licenses.maySetTerms(context.caller());
        Body document = (asVendor ? LicenseDocuments.CREATE_AS_VENDOR : LicenseDocuments.CREATE).read(context.json());
        if (!asVendor && document.body("data").has("id")) {
            throw Kind.refuse("unpermitted parameter", "/data/id");
        }
        LicenseDetails details = licenses.create(context.caller(), LicenseDocuments.draft(document, asVendor));
        return Answer.created(
                Documents.of(render(context, details)),
                context.url("/licenses/" + details.license().id()));
    }

    private Answer update(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        return answer(
                context,
                licenses.update(
                        context.caller(),
                        context.parameter("id"),
                        () -> LicenseDocuments.changes(LicenseDocuments.UPDATE.read(json))));
    }

    private static Answer answer(Context context, LicenseDetails details) {
        return Answer.ok(Documents.of(render(context, details)));
    }

    /** A license as clients see it. */
    static ObjectNode render(Context context, LicenseDetails details) {
        return LicenseDocuments.render(
                context.account().id(), details, context.caller().now());
    }
}

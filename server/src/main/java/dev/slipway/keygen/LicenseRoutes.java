package dev.slipway.keygen;

import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.Licenses;
import dev.slipway.model.LicenseFilter;
import dev.slipway.model.Slice;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /licenses}. */
public final class LicenseRoutes {
    private final Licenses licenses;

    /** Translates for these. */
    public LicenseRoutes(Licenses licenses) {
        this.licenses = licenses;
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
    }

    private Answer list(Context context) {
        return list(context, licenses, LicenseFilters.read(context));
    }

    /** The licenses that fit; none where nothing can. */
    static Answer list(Context context, Licenses licenses, Optional<LicenseFilter> filter) {
        // Also who finds nothing is told when they may not look.
        licenses.requireLister(context.caller());
        Slice<LicenseDetails> found = filter.map(wanted -> licenses.list(context.caller(), wanted, context.page()))
                .orElseGet(() -> new Slice<>(List.of(), false, 0));
        return Answer.ok(Documents.of(
                context,
                found,
                details -> render(context, details),
                details -> details.license().id()));
    }

    private Answer create(Context context) throws IOException {
        boolean asVendor = Licenses.maySetTerms(context.caller());
        Body document = (asVendor ? LicenseDocuments.CREATE_AS_VENDOR : LicenseDocuments.CREATE).read(context.json());
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

    static Answer answer(Context context, LicenseDetails details) {
        return Answer.ok(Documents.of(render(context, details)));
    }

    /** A license as clients see it. */
    static ObjectNode render(Context context, LicenseDetails details) {
        return LicenseDocuments.render(
                context.account().id(), details, context.caller().now());
    }
}

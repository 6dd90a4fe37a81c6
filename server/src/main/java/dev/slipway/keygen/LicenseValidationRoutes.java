package dev.slipway.keygen;

import dev.slipway.licensing.LicenseValidations;
import dev.slipway.licensing.LicenseValidations.Validation;
import dev.slipway.licensing.ValidationScope;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /licenses/{id}/actions/validate} and {@code /licenses/actions/validate-key}. */
public final class LicenseValidationRoutes {
    private static final Member TEXT = new Member(new Kind.Text(), false, false, true);
    private static final Member TEXTS = Member.optional(new Kind.ListOf(new Kind.Text(), 0, 1_000));
    private static final Member SCOPE = Member.optional(new Kind.Members(BodySchema.ordered(
                    "environment",
                    TEXT,
                    "product",
                    TEXT,
                    "policy",
                    TEXT,
                    "user",
                    TEXT,
                    "entitlements",
                    TEXTS,
                    "machine",
                    TEXT,
                    "fingerprint",
                    TEXT,
                    "fingerprints",
                    TEXTS,
                    "components",
                    TEXTS,
                    "checksum",
                    TEXT,
                    "version",
                    TEXT)))
            .orBlank();
    private static final Member NONCE = Member.optional(new Kind.WholeNumber());
    static final BodySchema BY_ID = BodySchema.of(BodySchema.ordered(
            "meta",
            Member.optional(new Kind.Members(BodySchema.ordered("nonce", NONCE, "scope", SCOPE)))
                    .orBlank()));
    static final BodySchema BY_KEY = BodySchema.of(BodySchema.ordered(
            "meta",
            Member.required(new Kind.Members(
                    BodySchema.ordered("key", Member.required(new Kind.Text()), "nonce", NONCE, "scope", SCOPE)))));

    private final LicenseValidations validations;

    /** Translates for these. */
    public LicenseValidationRoutes(LicenseValidations validations) {
        this.validations = validations;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on(
                "GET",
                "/licenses/{id}/actions/validate",
                context -> Answer.ok(document(context, validations.quick(context.caller(), context.parameter("id")))));
        view.on("POST", "/licenses/{id}/actions/validate", this::validate);
        view.on("POST", "/licenses/actions/validate-key", this::validateKey);
    }

    private Answer validate(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        Validation validation = validations.validate(
                context.caller(),
                context.parameter("id"),
                () -> scope(BY_ID.read(json).body("meta")));
        return answer(context, validation, BY_ID.read(json).body("meta"), json);
    }

    private Answer validateKey(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.jsonOfAnybody();
        Body meta = BY_KEY.read(json).body("meta");
        return answer(context, validations.validateKey(context.caller(), meta.text("key"), scope(meta)), meta, json);
    }

    private static ValidationScope scope(Body meta) {
        Body scope = meta.body("scope");
        String fingerprint = scope.textOrNull("fingerprint");
        return new ValidationScope(
                scope.textOrNull("environment"),
                scope.textOrNull("product"),
                scope.textOrNull("policy"),
                scope.textOrNull("user"),
                scope.textsOrNull("entitlements"),
                scope.textOrNull("machine"),
                fingerprint == null ? scope.textsOrNull("fingerprints") : List.of(fingerprint),
                scope.textsOrNull("components"),
                scope.textOrNull("checksum"),
                scope.textOrNull("version"));
    }

    private static Answer answer(
            Context context, Validation validation, Body given, Map<String, @Nullable Object> json) {
        ObjectNode document = document(context, validation);
        ObjectNode meta = document.withObject("/meta");
        Long nonce = given.numberOrNull("nonce");
        if (nonce != null) {
            meta.put("nonce", nonce);
        }
        // Said back as it was sent, so that an app can tell the answer belongs to its question.
        if (json.get("meta") instanceof Map<?, ?> sent && sent.get("scope") instanceof Map<?, ?> scope) {
            meta.set("scope", Json.node(scope));
        }
        return Answer.ok(document);
    }

    private static ObjectNode document(Context context, Validation validation) {
        ObjectNode document = validation.license() == null
                ? Documents.ofNone()
                : Documents.of(LicenseRoutes.render(context, validation.license()));
        document.putObject("meta")
                .put("ts", Resource.time(context.caller().now()))
                .put("valid", validation.valid())
                .put("detail", validation.code().detail())
                .put("code", validation.code().name());
        return document;
    }
}

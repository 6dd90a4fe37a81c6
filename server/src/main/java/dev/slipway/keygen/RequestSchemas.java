package dev.slipway.keygen;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What the bodies of requests may hold, by the names the API's description calls them. */
public final class RequestSchemas {
    private RequestSchemas() {}

    /** All of them as JSON Schema. Where callers may say different things, the schema is that of those who may say most. */
    public static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> schemas = new LinkedHashMap<>();
        bodies().forEach((name, body) -> schemas.put(name, body.schema()));
        return schemas;
    }

    private static Map<String, BodySchema> bodies() {
        Map<String, BodySchema> bodies = new LinkedHashMap<>();
        bodies.put("AccountCreate", AccountRoutes.CREATE);
        bodies.put("AccountUpdate", AccountRoutes.UPDATE);
        bodies.put("SettingCreate", AccountSettingRoutes.CREATE);
        bodies.put("SettingUpdate", AccountSettingRoutes.UPDATE);
        bodies.put("PasswordForget", PasswordRoutes.FORGET);
        bodies.put("PasswordUpdate", PasswordRoutes.CHANGE);
        bodies.put("PasswordReset", PasswordRoutes.RESET);
        bodies.put("TokenCreate", TokenRoutes.ANY_BEARER);
        bodies.put("BearerTokenCreate", TokenRoutes.OF_BEARER);
        bodies.put("LicenseTokenCreate", TokenRoutes.OF_LICENSE);
        bodies.put("ProductCreate", ProductRoutes.CREATE);
        bodies.put("ProductUpdate", ProductRoutes.change(true));
        bodies.put("PackageCreate", PackageRoutes.CREATE);
        bodies.put("PackageUpdate", PackageRoutes.UPDATE);
        bodies.put("ReleaseCreate", ReleaseRoutes.CREATE);
        bodies.put("ClassicReleaseCreate", ClassicReleaseRoutes.CREATE);
        bodies.put("ReleaseUpdate", ReleaseRoutes.UPDATE);
        bodies.put("ReleasePackage", ReleaseRoutes.PACKAGE);
        bodies.put("ReleaseYank", ReleaseRoutes.YANK);
        bodies.put("ConstraintAttach", ReleaseConstraintRoutes.ATTACH);
        bodies.put("ConstraintDetach", ReleaseConstraintRoutes.DETACH);
        bodies.put("ArtifactCreate", ArtifactRoutes.CREATE);
        bodies.put("ArtifactUpdate", ArtifactRoutes.UPDATE);
        bodies.put("EntitlementCreate", EntitlementRoutes.CREATE);
        bodies.put("EntitlementUpdate", EntitlementRoutes.UPDATE);
        bodies.put("EntitlementReferences", EntitlementRoutes.REFERENCES);
        bodies.put("PolicyCreate", PolicyDocuments.CREATE);
        bodies.put("PolicyUpdate", PolicyDocuments.UPDATE);
        bodies.put("LicenseCreate", LicenseDocuments.CREATE_AS_VENDOR);
        bodies.put("LicenseUpdate", LicenseDocuments.UPDATE);
        bodies.put("LicensePolicy", LicenseActionRoutes.POLICY);
        bodies.put("LicenseOwner", LicenseActionRoutes.OWNER);
        bodies.put("UserReferences", LicenseActionRoutes.USERS);
        bodies.put("UsageIncrement", LicenseActionRoutes.INCREMENT);
        bodies.put("UsageDecrement", LicenseActionRoutes.DECREMENT);
        bodies.put("LicenseValidate", LicenseValidationRoutes.BY_ID);
        bodies.put("LicenseValidateKey", LicenseValidationRoutes.BY_KEY);
        bodies.put("LicenseCheckOut", LicenseFileRoutes.WISH);
        bodies.put("UserCreate", UserRoutes.creation(true, true));
        bodies.put("UserUpdate", UserRoutes.change(true, true, true));
        bodies.put("WebhookEndpointCreate", WebhookEndpointRoutes.CREATE);
        bodies.put("WebhookEndpointUpdate", WebhookEndpointRoutes.UPDATE);
        bodies.put("Search", SearchRoutes.BODY);
        return bodies;
    }
}

package dev.slipway.keygen;

import dev.slipway.access.TokenDetails;
import dev.slipway.catalog.ClassicFiles;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.Subjects.Shown;
import dev.slipway.keygen.downgrade.ApiVersion;
import dev.slipway.keygen.downgrade.Audience;
import dev.slipway.keygen.downgrade.Downgrades;
import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.UserDetails;
import dev.slipway.licensing.ValidationCode;
import dev.slipway.model.Account;
import dev.slipway.model.AccountSetting;
import dev.slipway.model.Artifact;
import dev.slipway.model.Constraint;
import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.MaintenancePolicy;
import dev.slipway.model.Metadata;
import dev.slipway.model.Policy;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleasePackage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What receivers of events are shown: the documents that clients get when they ask for the same thing. */
public final class EventDocuments {
    /** Under which details hold what only the receiver of an event is told. */
    static final String SEALED_TOKEN = "sealed_password_reset_token";

    private static final List<String> SECRET_NAMES = List.of(
            "passw",
            "digest",
            "priv",
            "token",
            "secret",
            "crypt",
            "salt",
            "certificate",
            "otp",
            "credential",
            "apikey");

    /**
     * The document of an event, as JSON text.
     *
     * @param files what older versions show of releases beyond the newest document; only asked for those
     */
    public String document(
            String accountId, Shown shown, String apiVersion, Supplier<ClassicFiles> files, Instant now) {
        List<ObjectNode> resources = shown.resources().stream()
                .map(resource -> render(accountId, resource, now))
                .toList();
        ObjectNode document = shown.many() ? Documents.ofAll(resources) : Documents.of(resources.getFirst());
        meta(shown, now).forEach((name, value) -> document.withObject("/meta").set(name, Json.node(value)));
        ApiVersion version = ApiVersion.find(apiVersion).orElse(ApiVersion.NEWEST);
        JsonNode rewritten = version == ApiVersion.NEWEST
                ? document
                : new Downgrades(files.get()).rewrite(document, version, new Audience(accountId, true, true));
        return new String(Json.write(rewritten), StandardCharsets.UTF_8);
    }

    private static Map<String, @Nullable Object> meta(Shown shown, Instant now) {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        if (shown.event().equals("release.upgraded")) {
            meta.put("current", shown.details().get("prev"));
            meta.put("next", shown.details().get("next"));
        } else if (shown.event().equals("user.password-reset")) {
            // Still sealed: whoever may look at events must not be able to use it.
            meta.put("passwordResetToken", shown.details().get(SEALED_TOKEN));
        } else if (shown.event().startsWith("license.validation.")) {
            ValidationCode code =
                    ValidationCode.valueOf(String.valueOf(shown.details().get("code")));
            meta.put("ts", Resource.time(now));
            meta.put("valid", shown.event().endsWith(".succeeded"));
            meta.put("detail", code.detail());
            meta.put("code", code.name());
        }
        return meta;
    }

    /**
     * The attributes of a resource as clients see them, by their names in snake case, without secrets; and the ids of what it
     * belongs to, such as {@code policy}.
     */
    public Metadata attributes(String accountId, Record resource, Instant now) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (resource instanceof MaintenancePolicy policy) {
            addMaintenancePolicy(policy, values);
            return new Metadata(values);
        }
        if (resource instanceof LicenseDetails details) {
            addUpkeep(details.license(), values);
        }
        ObjectNode rendered = render(accountId, resource, now);
        JsonNode attributes = rendered.required("attributes");
        attributes.properties().forEach(attribute -> {
            String name = KeyCase.snake(attribute.getKey());
            Object value = Json.value(attribute.getValue());
            boolean secret = resource instanceof LicenseDetails && name.equals("key");
            values.put(name, secret ? ChangeLog.MASK : masked(value));
        });
        rendered.path("relationships").properties().forEach(relationship -> {
            JsonNode linked = relationship.getValue().path("data");
            if (linked.isObject() || linked.isNull()) {
                values.put(
                        KeyCase.snake(relationship.getKey()), linked.path("id").stringValue(null));
            }
        });
        return new Metadata(values);
    }

    /** Maintenance is not part of this view, but who looks at changes wants to see all of them. */
    private static void addMaintenancePolicy(MaintenancePolicy policy, Map<String, @Nullable Object> values) {
        values.put("name", policy.name());
        values.put("validity", policy.validity().toSeconds());
        values.put("expiration_strategy", policy.start().name());
        values.put("allows_major", policy.allowsMajor());
        values.put("allows_minor", policy.allowsMinor());
    }

    private static void addUpkeep(License license, Map<String, @Nullable Object> values) {
        License.Maintenance maintenance = license.maintenance();
        values.put("revoked", license.revoked());
        values.put("maintenance_policy_id", maintenance.policyId());
        values.put("maintenance_expiry", maintenance.expiry() == null ? null : Resource.time(maintenance.expiry()));
        values.put(
                "max_version",
                maintenance.maxVersion() == null
                        ? null
                        : maintenance.maxVersion().text());
    }

    /** What vendors keep in metadata may be secret, too: its name tells. */
    private static @Nullable Object masked(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, @Nullable Object> safe = new LinkedHashMap<>();
        map.forEach((key, member) -> {
            String name = String.valueOf(key);
            String plain = name.replace("_", "");
            boolean secret = plain.endsWith("key") || SECRET_NAMES.stream().anyMatch(plain::contains);
            safe.put(name, secret ? ChangeLog.MASK : masked(member));
        });
        return safe;
    }

    private static ObjectNode render(String accountId, Record resource, Instant now) {
        return switch (resource) {
            case Account account -> AccountRoutes.render(account, List.of());
            case Product product -> ProductRoutes.render(accountId, product);
            case ReleasePackage part -> PackageRoutes.render(accountId, part);
            case Release release -> ReleaseRoutes.render(accountId, release);
            case Artifact artifact -> ArtifactRoutes.render(accountId, artifact, null);
            case Constraint constraint -> ReleaseConstraintRoutes.render(accountId, constraint);
            case Entitlement entitlement -> EntitlementRoutes.render(accountId, entitlement);
            case Policy policy -> PolicyDocuments.render(accountId, policy);
            case LicenseDetails license -> LicenseDocuments.render(accountId, license, now);
            case UserDetails user -> UserRoutes.render(accountId, user);
            case AccountSetting setting -> AccountSettingRoutes.render(accountId, setting);
            case TokenDetails token -> TokenRoutes.render(accountId, token, null);
            default -> throw new IllegalArgumentException("Not shown in events: " + resource.getClass());
        };
    }

    /** Whether there is an API version of that name. */
    public boolean knowsVersion(String text) {
        return ApiVersion.find(text)
                .filter(version -> version.text().equals(text))
                .isPresent();
    }
}

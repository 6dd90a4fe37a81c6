package dev.slipway.keygen;

import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.LicenseUpkeep;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.PolicyOption;
import dev.slipway.licensing.PolicyOptions;
import dev.slipway.model.License;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Licenses as clients write and see them. */
final class LicenseDocuments {
    private static final Set<String> LIMITS =
            Set.of("max_machines", "max_processes", "max_cores", "max_memory", "max_disk");
    private static final Set<String> SHOWN = Set.of(
            "encrypted",
            "strict",
            "floating",
            "require_heartbeat",
            "require_check_in",
            "max_machines",
            "max_processes",
            "max_cores",
            "max_memory",
            "max_disk");
    private static final List<PolicyOption> LIMIT_OPTIONS = select(LIMITS);
    private static final List<PolicyOption> SHOWN_OPTIONS = select(SHOWN);

    /** What the vendor may say of a new license. */
    static final BodySchema CREATE_AS_VENDOR = owned(
                    terms(unprivileged(BodySchema.resource("licenses").withId()), Member.optional(new Kind.Flag())))
            .build();
    /** What everybody else may say of a new license. */
    static final BodySchema CREATE =
            owned(unprivileged(BodySchema.resource("licenses"))).build();

    static final BodySchema UPDATE = terms(
                    BodySchema.resource("licenses")
                            .withId()
                            .attribute("name", Member.nullable(new Kind.Text()))
                            .attribute("metadata", Member.optional(new Kind.Free())),
                    Member.nullable(new Kind.Flag()))
            .build();

    private LicenseDocuments() {}

    private static List<PolicyOption> select(Set<String> names) {
        return PolicyOptions.ALL.stream()
                .filter(option -> names.contains(option.name()))
                .toList();
    }

    private static BodySchema.Builder unprivileged(BodySchema.Builder schema) {
        return schema.attribute("name", Member.nullable(new Kind.Text()))
                .attribute("key", Member.nullable(new Kind.Text()).notBlank())
                .attribute("metadata", Member.optional(new Kind.Free()));
    }

    private static BodySchema.Builder terms(BodySchema.Builder schema, Member isProtected) {
        schema.attribute("expiry", Member.nullable(new Kind.Time()))
                .attribute("suspended", Member.optional(new Kind.Flag()))
                .attribute("protected", isProtected)
                .attribute("max_uses", Member.nullable(new Kind.WholeNumber()))
                .attribute("max_users", Member.nullable(new Kind.WholeNumber()));
        for (PolicyOption limit : LIMIT_OPTIONS) {
            schema.attribute(limit.name(), Member.nullable(new Kind.WholeNumber()));
        }
        return schema.attribute("permissions", Member.optional(new Kind.ListOf(new Kind.Text(), 0, 500)));
    }

    private static BodySchema.Builder owned(BodySchema.Builder schema) {
        return schema.toOne("policy", "policies").toOneOrNone("owner", "users").toOneOrNone("user", "users");
    }

    /** What a body says of a new license. */
    static Licenses.Draft draft(Body document, boolean asVendor) {
        Body attributes = BodySchema.attributes(document);
        String owner = BodySchema.linkedOrNull(document, "owner");
        return new Licenses.Draft(
                BodySchema.linked(document, "policy"),
                owner == null ? BodySchema.linkedOrNull(document, "user") : owner,
                attributes.textOrNull("name"),
                attributes.textOrNull("key"),
                attributes.metadata("metadata"),
                asVendor ? draftTerms(document.body("data").textOrNull("id"), attributes) : null);
    }

    private static Licenses.Terms draftTerms(@Nullable String id, Body attributes) {
        return new Licenses.Terms(
                id == null ? null : (String) new Kind.Id().read(id, "/data/id"),
                attributes.timeOrNull("expiry"),
                Boolean.TRUE.equals(attributes.flagOrNull("suspended")),
                attributes.flagOrNull("protected"),
                attributes.numberOrNull("max_uses"),
                attributes.numberOrNull("max_users"),
                PolicyDocuments.options(attributes, LIMIT_OPTIONS),
                attributes.textsOrNull("permissions"),
                LicenseUpkeep.NONE);
    }

    /** What a body says of an existing license. */
    static Licenses.Changes changes(Body document) {
        Body attributes = BodySchema.attributes(document);
        return new Licenses.Changes(
                attributes.change("name", String.class),
                attributes.change("expiry", Instant.class),
                attributes.change("suspended", Boolean.class),
                attributes.change("protected", Boolean.class),
                attributes.change("max_uses", Long.class),
                attributes.change("max_users", Long.class),
                PolicyDocuments.options(attributes, LIMIT_OPTIONS),
                attributes.textsChange("permissions"),
                attributes.change("metadata", Metadata.class),
                LicenseUpkeep.NONE);
    }

    /** A license as clients see it. */
    static ObjectNode render(String accountId, LicenseDetails details, Instant now) {
        License license = details.license();
        Resource resource = new Resource(accountId, "licenses", license.id(), "/licenses/" + license.id())
                .attribute("name", license.name())
                .attribute("key", license.key())
                .attribute("expiry", license.expiry())
                .attribute("status", details.statusAt(now).name())
                .attribute("uses", license.uses())
                .attribute("suspended", license.isStopped())
                .attribute("scheme", details.policy().scheme())
                .attribute("protected", details.isProtected())
                .attribute("version", license.version())
                .attribute("maxUses", details.maxUses())
                .attribute("maxUsers", details.maxUsers());
        for (PolicyOption option : SHOWN_OPTIONS) {
            resource.attribute(option.attribute(), Json.node(details.option(option)));
        }
        ObjectNode users = Json.NODES.objectNode().put("count", details.userCount());
        ObjectNode machines = Json.NODES
                .objectNode()
                .put("cores", 0)
                .put("memory", 0)
                .put("disk", 0)
                .put("count", 0);
        return resource.attribute("lastValidated", license.lastValidated())
                .attribute("lastCheckIn", license.lastCheckIn())
                .attribute("nextCheckIn", details.nextCheckIn())
                .attribute("lastCheckOut", license.lastCheckOut())
                .attribute("permissions", Permission.keysOf(details.permissions()))
                .attribute("metadata", license.metadata())
                .times(license.created(), license.updated())
                .toOneBelow("product", "products", license.productId())
                .toOneBelow("policy", "policies", license.policyId())
                .toOneBelow("group", "groups", null)
                .toOneBelow("owner", "users", license.ownerId())
                .toMany("users", users)
                .toMany("machines", machines)
                .toMany("tokens")
                .toMany("entitlements")
                .selfLink()
                .build();
    }
}

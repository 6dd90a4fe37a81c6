package dev.slipway.keygen;

import dev.slipway.keygen.downgrade.ApiVersion;
import dev.slipway.licensing.Policies;
import dev.slipway.licensing.PolicyOption;
import dev.slipway.licensing.PolicyOptions;
import dev.slipway.model.Metadata;
import dev.slipway.model.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Policies as clients write and see them. */
final class PolicyDocuments {
    static final BodySchema CREATE = terms(BodySchema.resource("policies")
                    .attribute("name", Member.optional(new Kind.Text()).orBlank())
                    .attribute("scheme", Member.nullable(new Kind.Text()).notBlank()))
            .toOne("product", "products")
            .build();
    static final BodySchema UPDATE = terms(
                    BodySchema.resource("policies").withId().attribute("name", Member.optional(new Kind.Text())))
            .build();

    private PolicyDocuments() {}

    private static BodySchema.Builder terms(BodySchema.Builder schema) {
        schema.attribute("duration", Member.nullable(new Kind.WholeNumber()));
        for (String strategy : List.of(
                "expiration_strategy",
                "expiration_basis",
                "renewal_basis",
                "transfer_strategy",
                "authentication_strategy")) {
            schema.attribute(strategy, Member.optional(new Kind.Text()));
        }
        schema.attribute("protected", Member.optional(new Kind.Flag()))
                .attribute("max_uses", Member.nullable(new Kind.WholeNumber()))
                .attribute("max_users", Member.nullable(new Kind.WholeNumber()));
        for (PolicyOption option : PolicyOptions.ALL) {
            schema.attribute(option.name(), member(option));
        }
        return schema.attribute("metadata", Member.optional(new Kind.Free()));
    }

    private static Member member(PolicyOption option) {
        return switch (option) {
            case PolicyOption.Flag flag -> Member.optional(new Kind.Flag());
            case PolicyOption.Count count -> Member.nullable(new Kind.WholeNumber());
            case PolicyOption.Choice choice -> Member.nullable(new Kind.Text()).notBlank();
        };
    }

    /** The terms of a new policy: up to version 1.1, overage is allowed unless the body says otherwise;
     * from 1.3 on, a required heartbeat is counted from creation. */
    static Policies.Terms terms(Body attributes, ApiVersion version) {
        Map<String, @Nullable Object> options =
                new LinkedHashMap<>(options(attributes, PolicyOptions.ALL).values());
        if (version.isAtMost(ApiVersion.V1_1)) {
            options.putIfAbsent("overage_strategy", "ALWAYS_ALLOW_OVERAGE");
        }
        // A heartbeat that is required from the start is counted from the start, unless said otherwise.
        boolean beats = Boolean.TRUE.equals(options.get("require_heartbeat"));
        if (beats && !version.isAtMost(ApiVersion.V1_2)) {
            options.putIfAbsent("heartbeat_basis", "FROM_CREATION");
        }
        return terms(attributes, new Metadata(options));
    }

    /** The terms that a body names. */
    static Policies.Terms terms(Body attributes) {
        return terms(attributes, options(attributes, PolicyOptions.ALL));
    }

    private static Policies.Terms terms(Body attributes, Metadata options) {
        return new Policies.Terms(
                attributes.change("duration", Long.class),
                attributes.change("expiration_strategy", String.class),
                attributes.change("expiration_basis", String.class),
                attributes.change("renewal_basis", String.class),
                attributes.change("transfer_strategy", String.class),
                attributes.change("authentication_strategy", String.class),
                attributes.change("protected", Boolean.class),
                attributes.change("max_uses", Long.class),
                attributes.change("max_users", Long.class),
                options,
                attributes.change("metadata", Metadata.class));
    }

    /** Those of these options that a body names. */
    static Metadata options(Body attributes, List<PolicyOption> options) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        for (PolicyOption option : options) {
            if (attributes.has(option.name())) {
                given.put(
                        option.name(),
                        attributes.change(option.name(), Object.class).value());
            }
        }
        return new Metadata(given);
    }

    /** A policy as clients see it. */
    static ObjectNode render(String accountId, Policy policy) {
        Resource resource = new Resource(accountId, "policies", policy.id(), "/policies/" + policy.id())
                .attribute("name", policy.name())
                .attribute(
                        "duration",
                        policy.duration() == null ? null : policy.duration().toSeconds())
                .attribute("expirationStrategy", policy.expirationStrategy().name())
                .attribute("expirationBasis", policy.expirationBasis().name())
                .attribute("renewalBasis", policy.renewalBasis().name())
                .attribute("transferStrategy", policy.transferStrategy().name())
                .attribute(
                        "authenticationStrategy",
                        policy.authenticationStrategy().name())
                .attribute("scheme", policy.scheme())
                .attribute("protected", policy.isProtected())
                .attribute("maxUses", policy.maxUses())
                .attribute("maxUsers", policy.maxUsers());
        for (PolicyOption option : PolicyOptions.ALL) {
            resource.attribute(option.attribute(), Json.node(option.of(policy)));
        }
        return resource.attribute("metadata", policy.metadata())
                .times(policy.created(), policy.updated())
                .toOneBelow("product", "products", policy.productId())
                .toMany("pool")
                .toMany("licenses")
                .toMany("entitlements")
                .selfLink()
                .build();
    }
}

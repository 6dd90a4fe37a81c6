package dev.slipway.keygen;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What the body of an endpoint may hold; anything else is refused with 400 and a pointer to it. */
final class BodySchema {
    private final Kind.Members document;

    private BodySchema(Kind.Members document) {
        this.document = document;
    }

    /** A body of members of any kind. */
    static BodySchema of(Map<String, Member> members) {
        return new BodySchema(new Kind.Members(members));
    }

    /** A JSON:API document about one resource of a type, named by its plural; the singular is accepted as well. */
    static Builder resource(String plural) {
        return new Builder(plural);
    }

    /** The body read by this schema. */
    Body read(Map<String, @Nullable Object> json) {
        return Body.read(document.members(), checked(json), "");
    }

    /** The same as JSON Schema, with member names as they are documented. */
    ObjectNode schema() {
        return document.schema();
    }

    private Map<String, @Nullable Object> checked(Map<String, @Nullable Object> json) {
        for (String name : json.keySet()) {
            if (!document.members().containsKey(name)) {
                throw Kind.refuse("unpermitted parameter", "/" + KeyCase.camel(name));
            }
        }
        return json;
    }

    /** The member {@code type} of a resource or a reference; of several words, in any of the spellings that clients use. */
    static Member type(String plural) {
        Set<String> spellings = new HashSet<>();
        for (String name : List.of(plural, singular(plural))) {
            String snake = name.replace('-', '_');
            spellings.addAll(List.of(name, snake, KeyCase.camel(snake)));
        }
        return Member.required(new Kind.OneOf(Set.copyOf(spellings)));
    }

    private static String singular(String plural) {
        if (plural.endsWith("ies")) {
            return plural.substring(0, plural.length() - 3) + "y";
        }
        return plural.endsWith("ches")
                ? plural.substring(0, plural.length() - 2)
                : plural.substring(0, plural.length() - 1);
    }

    /** A reference to a resource: type and id. */
    static Kind reference(String plural) {
        return new Kind.Members(ordered("type", type(plural), "id", Member.required(new Kind.Id())));
    }

    /** Members in the order given: name, member, name, member … */
    static Map<String, Member> ordered(Object... namesAndMembers) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndMembers.length; i += 2) {
            members.put((String) namesAndMembers[i], (Member) namesAndMembers[i + 1]);
        }
        return members;
    }

    /** Gathers the attributes and relationships of a resource document. */
    static final class Builder {
        private final String plural;
        private final Map<String, Member> attributes = new LinkedHashMap<>();
        private final Map<String, Member> relationships = new LinkedHashMap<>();
        private final Map<String, Member> meta = new LinkedHashMap<>();
        private boolean mayNameId;
        private boolean mayBeAbsent;
        private boolean attributesRequired;
        private boolean relationshipsRequired;

        private Builder(String plural) {
            this.plural = plural;
        }

        /** May name an id. Clients repeat it in updates, where the address is what counts. */
        Builder withId() {
            mayNameId = true;
            return this;
        }

        /** Nothing needs to be said of the resource. */
        Builder orAbsent() {
            mayBeAbsent = true;
            return this;
        }

        /** An attribute by its snake-case name. */
        Builder attribute(String name, Member member) {
            attributes.put(name, member);
            attributesRequired |= member.required();
            return this;
        }

        /** A reference to exactly one resource that must be named. */
        Builder toOne(String name, String plural) {
            return relationship(name, Member.required(reference(plural)), true);
        }

        /** A reference to at most one resource. */
        Builder toOneOrNone(String name, String plural) {
            return relationship(name, Member.nullable(reference(plural)), false);
        }

        /** A reference to at most one resource of any of these types, named by their plurals. */
        Builder toOneOfOrNone(String name, String... plurals) {
            Set<String> types = Arrays.stream(plurals)
                    .flatMap(plural -> Stream.of(plural, singular(plural)))
                    .collect(Collectors.toSet());
            Kind reference = new Kind.Members(
                    ordered("type", Member.required(new Kind.OneOf(types)), "id", Member.required(new Kind.Id())));
            return relationship(name, Member.nullable(reference), false);
        }

        /** A relationship whose {@code data} is of any kind. */
        Builder relationship(String name, Member data, boolean required) {
            Kind linkage =
                    new Kind.Members(ordered("data", new Member(data.kind(), true, data.nullable(), data.blankable())));
            relationships.put(name, required ? Member.required(linkage) : Member.optional(linkage));
            relationshipsRequired |= required;
            return this;
        }

        /** A member of the top-level meta object. */
        Builder meta(String name, Member member) {
            meta.put(name, member);
            return this;
        }

        /** The schema. */
        BodySchema build() {
            Map<String, Member> resource = new LinkedHashMap<>();
            resource.put("type", type(plural));
            if (mayNameId) {
                resource.put("id", Member.optional(new Kind.Text()).orBlank());
            }
            resource.put("attributes", part(attributes, attributesRequired));
            if (!relationships.isEmpty()) {
                resource.put("relationships", part(relationships, relationshipsRequired));
            }
            Map<String, Member> document = new LinkedHashMap<>();
            Kind data = new Kind.Members(resource);
            document.put("data", mayBeAbsent ? Member.optional(data) : Member.required(data));
            if (!meta.isEmpty()) {
                document.put("meta", Member.optional(new Kind.Members(meta)).orBlank());
            }
            return BodySchema.of(document);
        }

        private static Member part(Map<String, Member> members, boolean required) {
            Kind kind = new Kind.Members(members);
            return required ? Member.required(kind) : Member.optional(kind).orBlank();
        }
    }

    /** The attributes of a resource document. */
    static Body attributes(Body document) {
        return document.body("data").body("attributes");
    }

    /** The id a required relationship refers to. */
    static String linked(Body document, String relationship) {
        return document.body("data")
                .body("relationships")
                .body(relationship)
                .body("data")
                .text("id");
    }

    /** The id a relationship refers to, or null when it names none. */
    static @Nullable String linkedOrNull(Body document, String relationship) {
        return document.body("data")
                .body("relationships")
                .body(relationship)
                .body("data")
                .textOrNull("id");
    }
}

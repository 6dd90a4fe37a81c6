package dev.slipway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.slipway.keygen.RequestSchemas;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.Permission;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.model.Role;
import dev.slipway.version.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OpenApiDocumentTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final ObjectNode document = OpenApiDocument.assemble(RequestSchemas.all());

    /** An operation with the parameters its path shares. */
    private record Operation(String path, String method, JsonNode source, JsonNode shared) {
        String id() {
            return source.required("operationId").stringValue();
        }
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.required("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> operations.add(new Operation(
                                path.getKey(),
                                member.getKey(),
                                member.getValue(),
                                path.getValue().path("parameters")))));
        return operations;
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        gather(document, references);

        assertThat(references).hasSizeGreaterThan(500).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/components/");
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    private static void gather(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.path("$ref").stringValue());
        }
        node.forEach(member -> gather(member, references));
    }

    @Test
    void everyComponentIsUsed() {
        List<String> references = new ArrayList<>();
        gather(document, references);
        Set<String> used = new TreeSet<>(references);

        for (String kind : List.of("schemas", "responses", "parameters", "headers")) {
            assertThat(document.at("/components/" + kind).properties())
                    .extracting(Map.Entry::getKey)
                    .allSatisfy(name -> {
                        assertThat(name).matches(NAME);
                        assertThat(used).contains("#/components/" + kind + "/" + name);
                    });
        }
    }

    @Test
    void everyOperationIsCompleteAndHasANameOfItsOwn() {
        Set<String> tags = new TreeSet<>();
        document.required("tags").forEach(tag -> tags.add(tag.required("name").stringValue()));
        Set<String> securities = new TreeSet<>();
        document.at("/components/securitySchemes").properties().forEach(each -> securities.add(each.getKey()));

        assertThat(operations()).extracting(Operation::id).doesNotHaveDuplicates();
        assertThat(operations()).allSatisfy(operation -> {
            JsonNode source = operation.source();
            assertThat(source.required("summary").stringValue()).isNotBlank().doesNotEndWith(".");
            assertThat(source.required("description").stringValue()).endsWith(".");
            assertThat(tags).contains(source.at("/tags/0").stringValue());
            assertThat(source.required("responses").properties())
                    .isNotEmpty()
                    .allSatisfy(response -> assertThat(response.getKey()).matches("[2-5][0-9][0-9]"));
            source.path("security")
                    .forEach(each -> each.properties()
                            .forEach(scheme -> assertThat(securities).contains(scheme.getKey())));
        });
    }

    @Test
    void everyParameterOfAPathIsDeclared() {
        assertThat(operations()).allSatisfy(operation -> {
            Set<String> declared = new TreeSet<>();
            List<String> names = new ArrayList<>();
            Stream.concat(
                            operation.shared().valueStream(),
                            operation.source().path("parameters").valueStream())
                    .map(parameter -> parameter.has("$ref")
                            ? document.at(
                                    parameter.required("$ref").stringValue().substring(1))
                            : parameter)
                    .forEach(parameter -> {
                        names.add(parameter.required("in").stringValue() + " "
                                + parameter.required("name").stringValue());
                        if (parameter.required("in").stringValue().equals("path")) {
                            assertThat(parameter.required("required").booleanValue())
                                    .isTrue();
                            declared.add(parameter.required("name").stringValue());
                        }
                        assertThat(parameter.required("description").stringValue())
                                .endsWith(".");
                    });
            assertThat(declared).isEqualTo(placeholders(operation.path()));
            assertThat(names).as(operation.id()).doesNotHaveDuplicates();
        });
    }

    private static Set<String> placeholders(String path) {
        return new TreeSet<>(Pattern.compile("(?<=\\{)[^}]+")
                .matcher(path)
                .results()
                .map(MatchResult::group)
                .toList());
    }

    @Test
    void everySchemaIsOne() {
        SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getDraft202012());
        var metaSchema =
                registry.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

        assertThat(document.at("/components/schemas").properties())
                .hasSizeGreaterThan(50)
                .allSatisfy(schema -> assertThat(metaSchema.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @Test
    void everyPermissionExists() {
        List<String> permissions = operations().stream()
                .map(operation -> operation.source().path("x-permission"))
                .flatMap(permission -> permission.isArray() ? permission.valueStream() : Stream.of(permission))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();

        assertThat(permissions)
                .hasSizeGreaterThan(90)
                .allSatisfy(permission ->
                        assertThat(Permission.find(permission)).as(permission).isPresent());
    }

    @Test
    void choicesAreThoseOfTheDomain() {
        assertThat(choices("Release", "channel"))
                .isEqualTo(Arrays.stream(Channel.values()).map(Channel::key).toList());
        assertThat(choices("Release", "status")).isEqualTo(names(ReleaseStatus.values()));
        assertThat(choices("Artifact", "status")).isEqualTo(names(ArtifactStatus.values()));
        assertThat(choices("Token", "kind"))
                .isEqualTo(Arrays.stream(Role.values()).map(Role::tokenKind).toList());
        assertThat(choices("User", "role"))
                .isEqualTo(Arrays.stream(Role.values())
                        .filter(Role::isHeldByUsers)
                        .map(Role::key)
                        .toList());
    }

    private List<String> choices(String resource, String attribute) {
        return document.at("/components/schemas/%s/properties/attributes/properties/%s/enum"
                        .formatted(resource, attribute))
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    @Test
    void anExampleReadsWell() {
        JsonNode publish = document.at("/paths/~1v1~1releases~1{id}~1actions~1publish/post");

        assertThat(publish.required("x-permission").stringValue()).isEqualTo("release.publish");
        assertThat(publish.at("/responses/200/$ref").stringValue())
                .isEqualTo("#/components/responses/ReleaseDocument-200");
        assertThat(publish.at("/responses/403").toString()).contains("RELEASE_FROZEN", "LICENSE_SUSPENDED");
        assertThat(publish.at("/responses/401/$ref").stringValue()).isEqualTo("#/components/responses/Refused401");
        assertThat(document.at("/paths/~1v1~1releases/post/requestBody/content/application~1json/schema/$ref")
                        .stringValue())
                .isEqualTo("#/components/schemas/ReleaseCreate");
        assertThat(document.at(
                                "/components/schemas/ReleaseCreate/properties/data/properties/attributes/properties/tag/description")
                        .stringValue())
                .startsWith("A movable name")
                .isEqualTo(document.at("/components/schemas/Release/properties/attributes/properties/tag/description")
                        .stringValue());
    }

    /** What the routes are called in the document. */
    static Set<String> documentedRoutes(ObjectNode document) {
        Set<String> routes = new TreeSet<>();
        document.required("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> routes.add(member.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return routes;
    }
}

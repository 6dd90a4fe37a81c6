package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row by row, what is refused to whom, with which code and at which place. Names in braces stand for ids. */
class CatalogRefusalsTest extends CatalogSuite {
    private static final String DENIED = "You do not have permission to complete the request"
            + " (ensure the token or license is allowed to access all resources)";

    /** Ids by the names that stand for them. */
    private final Map<String, String> ids = new LinkedHashMap<>();

    @BeforeParameterizedClassInvocation
    void makeTwoProductsWithOneOfEverything() {
        String product = vendor.product();
        String full = releasePackage(product);
        String foreign = vendor.product();
        String release = published(product, "1.0.0");
        String tagged = "\"version\":\"1.0.0\",\"channel\":\"stable\",\"tag\":\"taken\"";
        admin.patch("/v1/releases/" + release, "{\"data\":{\"type\":\"releases\",\"attributes\":{\"tag\":\"taken\"}}}")
                .expect(200);
        admin.post("/v1/releases", releaseBody(product, tagged, packageRelation(full)))
                .expect(201);
        ids.put("{product}", product);
        ids.put("{package}", releasePackage(product));
        ids.put("{full}", full);
        ids.put("{release}", release);
        ids.put("{draft}", release(product, "2.0.0", "DRAFT"));
        ids.put("{artifact}", announce(release, "\"filename\":\"taken.zip\"").id());
        ids.put("{license}", vendor.license(vendor.policy(product, ""), "").id());
        ids.put("{foreign}", foreign);
        ids.put("{foreign-package}", releasePackage(foreign));
        ids.put("{foreign-release}", published(foreign, "1.0.0"));
        ids.put("{unknown}", UUID.randomUUID().toString());
        ids.put("{long}", "x".repeat(256));
    }

    private String filledIn(String text) {
        String filled = text;
        for (Map.Entry<String, String> each : ids.entrySet()) {
            filled = filled.replace(each.getKey(), each.getValue());
        }
        return filled;
    }

    private String id(String name) {
        return ids.getOrDefault(name, name);
    }

    private Client client(String who) {
        return switch (who) {
            case "admin" -> admin;
            case "sales" -> vendor.userClient(anonymous, "sales-agent");
            case "product" -> vendor.productClient(anonymous, id("{product}"));
            case "license" -> vendor.licenseClient(anonymous, id("{license}"));
            default -> anonymous;
        };
    }

    private Reply ask(String who, String request, String body) {
        String[] words = filledIn(request).split(" ", -1);
        byte[] bytes = filledIn(body).getBytes(StandardCharsets.UTF_8);
        return client(who).send(words[0], "/v1" + words[1], body.isEmpty() ? null : bytes);
    }

    private static void expect(Reply reply, String refusal, @Nullable String pointer, String detail) {
        String[] words = refusal.split(" ", -1);
        reply.expectError(Integer.parseInt(words[0]), words.length > 1 ? words[1] : null, pointer)
                .expectDetail(detail);
        String title = switch (words[0]) {
            case "400" -> "Bad request";
            case "401" -> "Unauthorized";
            case "403" -> "Access denied";
            case "404" -> "Not found";
            default -> words.length > 1 ? "Unprocessable resource" : "Unprocessable entity";
        };
        assertThat(reply.text("/errors/0/title")).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "metadata":{"a":{"b":{"c":{}}}} |                                            | 400                   | /data/attributes/metadata/a/b/c | maximum depth of 2 exceeded
            "metadata":[]              |                                                 | 400                   | /data/attributes/metadata    | type mismatch (received array expected object)
            "backdated":"yesterday"    |                                                 | 400                   | /data/attributes/backdated   | failed to coerce string to time
            "status":"NOT_PUBLISHED"   |                                                 | 400                   | /data/attributes/status      | is invalid
            "semver":{}                |                                                 | 400                   | /data/attributes/semver      | unpermitted parameter
            "tag":1                    |                                                 | 400                   | /data/attributes/tag         | type mismatch (received integer expected string)
            "name":"{long}"            |                                                 | 422 NAME_TOO_LONG     | /data/attributes/name        | is too long (maximum is 255 characters)
            "tag":"{long}"             |                                                 | 422 TAG_TOO_LONG      | /data/attributes/tag         | is too long (maximum is 255 characters)
            "tag":"taken"              |                                                 | 422 TAG_TAKEN         | /data/attributes/tag         | tag already exists
            "tag":"Action"             |                                                 | 422 TAG_NOT_ALLOWED   | /data/attributes/tag         | is reserved
            "name":""                  | ,"package":{"data":{"type":"packages","id":"{unknown}"}} | 422 PACKAGE_NOT_FOUND | /data/relationships/package | must exist
            "name":""                  | ,"package":{"data":{"type":"packages","id":"{foreign-package}"}} | 422 PACKAGE_NOT_ALLOWED | /data/relationships/package | package product must match release product
            "name":""                  | ,"package":{"data":{"type":"products","id":"{package}"}} | 400 | /data/relationships/package/data/type | is invalid
            "name":""                  | ,"package":{"data":{"type":"packages"}}         | 400                   | /data/relationships/package/data/id | is missing
            "name":""                  | ,"artifacts":{"data":[]}                        | 400                   | /data/relationships/artifacts | unpermitted parameter
            "name":""                  | ,"constraints":{"data":{}}                      | 400                   | /data/relationships/constraints/data | type mismatch (received object expected array)
            "name":""                  | ,"constraints":{"data":[{"type":"constraints"}]} | 400                  | /data/relationships/constraints/data/0/relationships | is missing
            """)
    void refusesANewRelease(
            String attributes, @Nullable String relationships, String refusal, String pointer, String detail) {
        String body = releaseBody(
                "{product}",
                "\"version\":\"9.0.0\",\"channel\":\"stable\"," + attributes,
                relationships == null ? "" : relationships);

        expect(ask("admin", "POST /releases", body), refusal, pointer, detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PATCH /releases/{draft}    | {"version":"3.0.0"}             | 400                   | /data/attributes/version   | unpermitted parameter
            PATCH /releases/{draft}    | {"channel":"beta"}              | 400                   | /data/attributes/channel   | unpermitted parameter
            PATCH /releases/{draft}    | {"status":"PUBLISHED"}          | 400                   | /data/attributes/status    | unpermitted parameter
            PATCH /releases/{draft}    | {"name":true}                   | 400                   | /data/attributes/name      | type mismatch (received boolean expected string)
            PUT /releases/{draft}      | {"name":"{long}"}               | 422 NAME_TOO_LONG     | /data/attributes/name      | is too long (maximum is 255 characters)
            PATCH /releases/{draft}    | {"tag":"taken"}                 | 422 TAG_TAKEN         | /data/attributes/tag       | tag already exists
            PATCH /releases/{draft}    | {"tag":"actions"}               | 422 TAG_NOT_ALLOWED   | /data/attributes/tag       | is reserved
            PATCH /releases/{draft}    | {"tag":"{long}"}                | 422 TAG_TOO_LONG      | /data/attributes/tag       | is too long (maximum is 255 characters)
            PATCH /releases/{draft}    | {"backdated":"2999-01-01"}      | 422 BACKDATED_INVALID | /data/attributes/backdated | must be in the past
            PATCH /artifacts/{artifact} | {"filename":"x"}               | 400                   | /data/attributes/filename  | unpermitted parameter
            PATCH /artifacts/{artifact} | {"filetype":"x"}               | 400                   | /data/attributes/filetype  | unpermitted parameter
            PATCH /artifacts/{artifact} | {"platform":"x"}               | 400                   | /data/attributes/platform  | unpermitted parameter
            PATCH /artifacts/{artifact} | {"arch":"x"}                   | 400                   | /data/attributes/arch      | unpermitted parameter
            PATCH /artifacts/{artifact} | {"filesize":""}                | 400                   | /data/attributes/filesize  | type mismatch (received string expected integer)
            PUT /artifacts/{artifact}  | {"filesize":-1}                 | 422 FILESIZE_INVALID  | /data/attributes/filesize  | must be greater than or equal to 0
            PATCH /artifacts/{artifact} | {"filesize":5368709121}        | 422 FILESIZE_INVALID  | /data/attributes/filesize  | must be less than or equal to 5368709120
            PATCH /packages/{package}  | {"key":"actions"}               | 422 KEY_NOT_ALLOWED   | /data/attributes/key       | is reserved
            PATCH /packages/{package}  | {"key":"{unknown}"}             | 422 KEY_INVALID       | /data/attributes/key       | cannot resemble a UUID
            PATCH /packages/{package}  | {"key":""}                      | 400                   | /data/attributes/key       | cannot be blank
            PATCH /packages/{package}  | {"engine":"cargo"}              | 400                   | /data/attributes/engine    | is invalid
            PUT /packages/{package}    | {"name":"{long}"}               | 422 NAME_TOO_LONG     | /data/attributes/name      | is too long (maximum is 255 characters)
            PATCH /packages/{package}  | {"key":"{long}"}                | 422 KEY_TOO_LONG      | /data/attributes/key       | is too long (maximum is 255 characters)
            """)
    void refusesAChange(String request, String attributes, String refusal, String pointer, String detail) {
        String type = request.substring(request.indexOf('/') + 1, request.lastIndexOf('/'));
        String body = "{\"data\":{\"type\":\"%s\",\"attributes\":%s}}".formatted(type, attributes);

        expect(ask("admin", request, body), refusal, pointer, detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            admin   | packages  | product: products {unknown}         | 422 PRODUCT_NOT_FOUND | /data/relationships/product         | must exist
            admin   | packages  | product: products my-product        | 400                   | /data/relationships/product/data/id | type mismatch (received string expected UUID string)
            admin   | artifacts | release: releases {unknown}         | 422 RELEASE_NOT_FOUND | /data/relationships/release         | must exist
            admin   | artifacts | release: releases 1.0.0             | 400                   | /data/relationships/release/data/id | type mismatch (received string expected UUID string)
            product | packages  | product: products {unknown}         | 403                   |                                     | DENIED
            product | packages  | product: products {foreign}         | 403                   |                                     | DENIED
            product | artifacts | release: releases {unknown}         | 403                   |                                     | DENIED
            product | artifacts | release: releases {foreign-release} | 403                   |                                     | DENIED
            product | releases  | product: products {unknown}         | 403                   |                                     | DENIED
            product | releases  | product: products {foreign}         | 403                   |                                     | DENIED
            sales   | packages  | product: products {product}         | 403                   |                                     | DENIED
            sales   | artifacts | release: releases {release}         | 403                   |                                     | DENIED
            sales   | releases  | product: products {product}         | 403                   |                                     | DENIED
            nobody  | releases  | product: products {product}         | 401 TOKEN_MISSING     |                                     | You must be authenticated to complete the request
            """)
    void refusesWhatBelongsNowhereOrElsewhere(
            String who, String type, String owner, String refusal, @Nullable String pointer, String detail) {
        String[] words = owner.split(" ", -1);
        String attributes = switch (type) {
            case "packages" -> "\"name\":\"P\",\"key\":\"new-key\"";
            case "artifacts" -> "\"filename\":\"new.zip\"";
            default -> "\"version\":\"8.0.0\",\"channel\":\"stable\"";
        };
        String body = """
                {"data":{"type":"%s","attributes":{%s},"relationships":{"%s":{"data":{"type":"%s","id":"%s"}}}}}""".formatted(type, attributes, words[0].replace(":", ""), words[1], words[2]);

        expect(ask(who, "POST /" + type, body), refusal, pointer, detail.replace("DENIED", DENIED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            admin   | PUT /releases/{release}/package   | {"data":{"type":"packages","id":"{unknown}"}}         | 422 PACKAGE_NOT_FOUND   | /data/relationships/package | must exist
            admin   | PATCH /releases/{release}/package | {"data":{"type":"packages","id":"{foreign-package}"}} | 422 PACKAGE_NOT_ALLOWED | /data/relationships/package | package product must match release product
            product | PUT /releases/{release}/package   | {"data":{"type":"packages","id":"{foreign-package}"}} | 403                     |                             | DENIED
            product | PUT /releases/{release}/package   | {"data":null}                                         | 403                     |                             | DENIED
            admin   | PUT /releases/{release}/package   | {"data":{"type":"packages","id":"{full}"}}            | 422 VERSION_TAKEN       | /data/attributes/version    | version already exists
            admin   | PUT /releases/{release}/package   | {}                                                    | 400                     | /data                       | is missing
            license | PUT /releases/{release}/package   | {"data":{"type":"packages","id":"key"}}               | 400                     | /data/id                    | type mismatch (received string expected UUID string)
            admin   | POST /releases/{draft}/constraints | {"data":[{"type":"constraints","relationships":{"entitlement":{"data":{"type":"entitlements","id":"{unknown}"}}}}]} | 422 ENTITLEMENT_NOT_FOUND | /data/relationships/entitlement | must exist
            license | POST /releases/{release}/constraints | {"data":[{"type":"constraints","id":"{unknown}"}]} | 400                     | /data/0/id                  | unpermitted parameter
            license | DELETE /releases/{release}/constraints | {"data":[{"type":"constraints"}]}                | 400                     | /data/0/id                  | is missing
            admin   | DELETE /releases/{release}/constraints | {"data":[{"type":"constraints","id":"{unknown}"}]} | 422                   | /data/0                     | cannot detach constraint '{unknown}' (constraint is not attached)
            product | POST /releases/{foreign-release}/actions/yank | ''                                        | 404 NOT_FOUND           |                             | The requested release '{foreign-release}' was not found
            product | GET /artifacts/taken.zip?release=9.9.9 | ''                                               | 404 NOT_FOUND           |                             | The requested release artifact 'taken.zip' was not found
            admin   | GET /packages/nothing             | ''                                                    | 404 NOT_FOUND           |                             | The requested release package 'nothing' was not found
            admin   | GET /channels/stable              | ''                                                    | 404 NOT_FOUND           |                             | The requested release channel 'stable' was not found
            admin   | GET /platforms/{unknown}          | ''                                                    | 404 NOT_FOUND           |                             | The requested release platform '{unknown}' was not found
            admin   | GET /arches/{unknown}             | ''                                                    | 404 NOT_FOUND           |                             | The requested release arch '{unknown}' was not found
            admin   | GET /engines/nothing              | ''                                                    | 404 NOT_FOUND           |                             | The requested release engine 'nothing' was not found
            admin   | GET /releases/{release}/constraints/{unknown} | ''                                        | 404 NOT_FOUND           |                             | The requested release entitlement constraint '{unknown}' was not found
            admin   | GET /releases/{release}/entitlements/{unknown} | ''                                       | 404 NOT_FOUND           |                             | The requested entitlement '{unknown}' was not found
            admin   | GET /products/nothing/releases    | ''                                                    | 404 NOT_FOUND           |                             | The requested product 'nothing' was not found
            license | PATCH /releases/{release}         | {"nonsense":1}                                        | 403                     |                             | You do not have permission to complete the request (license lacks permission to perform action)
            license | POST /releases                    | {"nonsense":1}                                        | 400                     | /nonsense                   | unpermitted parameter
            license | POST /releases/{draft}/actions/publish | ''                                               | 404 NOT_FOUND           |                             | The requested release '{draft}' was not found
            license | GET /releases/{release}/product   | ''                                                    | 403                     |                             | You do not have permission to complete the request (license lacks permission to perform action)
            """)
    void refuses(String who, String request, String body, String refusal, @Nullable String pointer, String detail) {
        expect(ask(who, request, body), refusal, pointer, filledIn(detail).replace("DENIED", DENIED));
    }
}

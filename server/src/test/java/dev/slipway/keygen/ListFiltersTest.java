package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Engine;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every filter of every list of the catalog: what it takes, and which lists ignore it. */
class ListFiltersTest extends CatalogSuite {

    /** Names in expectations and in queries, as {name}, and the ids or keys they stand for. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private @Nullable Engine preparedOn;

    private String packageOf(String product, String key, String engine) {
        return admin.post("/v1/packages", """
                        {"data":{"type":"packages","attributes":{"name":"P","key":"%s"%s},"relationships":{
                        "product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(
                                key, engine.isEmpty() ? "" : ",\"engine\":\"" + engine + "\"", product))
                .expect(201)
                .id();
    }

    private String labelId(String type, String key) {
        return admin.get("/v1/" + type + "?limit=100")
                .expect(200)
                .json()
                .at("/data")
                .valueStream()
                .filter(each -> each.at("/attributes/key").stringValue().equals(key))
                .findFirst()
                .orElseThrow()
                .at("/id")
                .stringValue();
    }

    /** One catalog for the whole engine; tests only read it. */
    private void prepare() {
        if (engine == preparedOn) {
            return;
        }
        preparedOn = engine;
        names.clear();
        String code = Vendor.unique("code");
        String product = vendor.product("\"code\":\"%s\"".formatted(code));
        String key = Vendor.unique("key");
        names.put("code", code);
        names.put("product", product);
        names.put("key", key);
        String npm = packageOf(product, key, "npm");
        String bare = packageOf(product, Vendor.unique("bare"), "");
        names.put("npm", npm);
        names.put("bare", bare);
        String first = Vendor.unique("FIRST").toUpperCase(Locale.ROOT);
        String second = Vendor.unique("SECOND").toUpperCase(Locale.ROOT);
        names.put("FIRST", first);
        names.put("SECOND", second);
        String firstId = vendor.entitlement(first);
        String secondId = vendor.entitlement(second);

        names.put("stable", published(product, "1.0.0"));
        names.put("rc", release(product, "1.1.0-rc.1", "DRAFT", packageRelation(npm)));
        names.put("beta", release(product, "1.1.0-beta.1", "PUBLISHED", packageRelation(bare)));
        names.put("alpha", release(product, "1.1.0-alpha.1", "DRAFT", constraintRelation(firstId)));
        names.put("dev", release(product, "1.1.0-dev.1", "PUBLISHED", constraintRelation(secondId)));
        admin.post("/v1/releases/" + names.get("dev") + "/actions/yank", "").expect(200);
        admin.patch("/v1/releases/" + names.get("stable"), """
                {"data":{"type":"releases","attributes":{"tag":"latest"}}}""").expect(200);

        artifact("stable", "mac", "app.dmg", "\"filetype\":\"dmg\",\"platform\":\"darwin\",\"arch\":\"arm64\"");
        artifact("stable", "linux", "app.tgz", "\"filetype\":\"tgz\",\"platform\":\"linux\",\"arch\":\"amd64\"");
        names.put("notes", uploaded(names.get("stable"), "notes", "x"));
        artifact("rc", "rcMac", "app.dmg", "\"filetype\":\"dmg\",\"platform\":\"darwin\"");
        artifact("beta", "betaMac", "app.dmg", "\"filetype\":\"dmg\",\"platform\":\"darwin\"");
        artifact("dev", "devMac", "app.dmg", "\"filetype\":\"dmg\",\"platform\":\"darwin\"");

        names.put("npmId", labelId("engines", "npm"));
        names.put("betaId", labelId("channels", "beta"));
        names.put("darwinId", labelId("platforms", "darwin"));
        names.put("armId", labelId("arches", "arm64"));
        names.put("random", UUID.randomUUID().toString());
    }

    private void artifact(String release, String name, String filename, String attributes) {
        names.put(
                name,
                announce(
                                Objects.requireNonNull(names.get(release)),
                                "\"filename\":\"%s\",%s".formatted(filename, attributes))
                        .id());
    }

    private String resolved(String text) {
        String result = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            result = result.replace("{" + name.getKey() + "}", name.getValue());
        }
        return result.replace("[", "%5B").replace("]", "%5D");
    }

    private void assertListed(String path, String query, String expected) {
        prepare();
        Reply reply = admin.get(resolved(path + (path.contains("?") ? "&" : "?") + "limit=100&" + query));
        Map<String, String> words =
                names.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        List<String> listed = reply.expect(200).ids().stream()
                .map(id -> words.getOrDefault(id, id))
                .toList();
        List<String> wanted =
                expected == null || expected.isBlank() ? List.of() : Arrays.asList(expected.split(" ", -1));
        assertThat(listed).as(query).containsExactlyElementsOf(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x=1                                          | dev alpha beta rc stable
                    package={npm}                                | rc
                    package={key}                                | rc
                    package=                                     | dev alpha stable
                    package=nonsense                             |
                    engine=npm                                   | rc
                    engine={npmId}                               | rc
                    engine=                                      | dev alpha beta stable
                    engine=nonsense                              |
                    engine={random}                              |
                    channel=stable                               | stable
                    channel=rc                                   | rc stable
                    channel=beta                                 | beta rc stable
                    channel={betaId}                             | beta rc stable
                    channel=alpha                                | alpha beta rc stable
                    channel=dev                                  | dev
                    channel=nonsense                             |
                    channel=                                     | dev alpha beta rc stable
                    yanked=true                                  | dev
                    yanked=1                                     | dev
                    yanked=false                                 | alpha beta rc stable
                    yanked=                                      | alpha beta rc stable
                    channel=beta&package={npm}&order=asc         | rc
                    order=asc                                    | stable rc beta alpha dev
                    version=1.0.0&platform=linux&filetype=tgz    | dev alpha beta rc stable
                    """)
    void narrowsReleases(String query, String expected) {
        assertListed("/v1/releases?product={product}", query, expected);
        assertListed("/v1/products/{product}/releases", query, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    status=draft                                     | alpha rc
                    status=PUBLISHED                                 | beta stable
                    status=nonsense                                  |
                    status=                                          | dev alpha beta rc stable
                    entitlements[]={FIRST}                           | alpha beta rc stable
                    constraints[]={FIRST}                            | alpha beta rc stable
                    entitlements[]={FIRST}&entitlements[]={SECOND}   | dev alpha beta rc stable
                    entitlements[]={FIRST}&constraints[]={SECOND}    | beta rc stable
                    entitlements[]=nonsense                          | beta rc stable
                    entitlements={FIRST}&constraints=nonsense        | dev alpha beta rc stable
                    """)
    void narrowsReleasesOfTheAccountOnly(String query, String expected) {
        assertListed("/v1/releases?product={product}", query, expected);
        assertListed("/v1/products/{product}/releases", query, "dev alpha beta rc stable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x=1                     | devMac betaMac rcMac notes linux mac
                    package={npm}           | rcMac
                    package={key}           | rcMac
                    package=                | devMac notes linux mac
                    engine=npm              | rcMac
                    engine={npmId}          | rcMac
                    engine=                 | devMac betaMac notes linux mac
                    channel=rc              | rcMac notes linux mac
                    channel={betaId}        | betaMac rcMac notes linux mac
                    channel=nonsense        |
                    status=uploaded         | notes
                    status=WAITING          | devMac betaMac rcMac linux mac
                    status=nonsense         |
                    filetype=dmg            | devMac betaMac rcMac mac
                    filetype=.DMG           | devMac betaMac rcMac mac
                    filetype=               | notes
                    filetype=zip            |
                    filetype={random}       |
                    platform=linux          | linux
                    platform={darwinId}     | devMac betaMac rcMac mac
                    platform=               | notes
                    platform=nonsense       |
                    arch=arm64              | mac
                    arch={armId}            | mac
                    arch=                   | devMac betaMac rcMac notes
                    arch={random}           |
                    yanked=true&version=1   | devMac betaMac rcMac notes linux mac
                    entitlements[]={FIRST}  | devMac betaMac rcMac notes linux mac
                    order=asc&filetype=dmg  | mac rcMac betaMac devMac
                    """)
    void narrowsArtifacts(String query, String expected) {
        assertListed("/v1/artifacts?product={product}", query, expected);
        assertListed("/v1/artifacts?product={code}", query, expected);
        assertListed("/v1/products/{product}/artifacts", query, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    release={stable}        | notes linux mac
                    release=1.1.0-rc.1      | rcMac
                    release=latest          | notes linux mac
                    release=nonsense        |
                    release=latest&arch=    | notes
                    """)
    void narrowsArtifactsOfTheAccountByRelease(String query, String expected) {
        assertListed("/v1/artifacts?product={product}", query, expected);
        assertListed("/v1/products/{product}/artifacts", "release={stable}", "devMac betaMac rcMac notes linux mac");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    status=uploaded                       | notes
                    status=nonsense                       |
                    filetype=.tgz                         | linux
                    filetype=                             | notes linux mac
                    platform=linux                        | linux
                    platform={darwinId}                   | mac
                    platform=                             | notes linux mac
                    arch=arm64                            | mac
                    arch=                                 | notes linux mac
                    channel=dev&engine=npm&package={npm}  | notes linux mac
                    product={random}&release=nonsense     | notes linux mac
                    """)
    void narrowsArtifactsOfOneRelease(String query, String expected) {
        assertListed("/v1/releases/{stable}/artifacts", query, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x=1              | bare npm
                    engine=npm       | npm
                    engine={npmId}   | npm
                    engine=          | bare npm
                    engine=tauri     |
                    engine={random}  |
                    channel=dev      | bare npm
                    """)
    void narrowsPackages(String query, String expected) {
        assertListed("/v1/packages?product={product}", query, expected);
        assertListed("/v1/products/{product}/packages", query, expected);
    }

    @Test
    void takesAProductsCodeForArtifactsOnly() {
        assertListed("/v1/releases", "product={code}", "");
        assertListed("/v1/packages", "product={code}", "");
        assertListed("/v1/products/{product}/packages", "product={random}", "bare npm");
        assertListed("/v1/products/{product}/releases", "product={random}", "dev alpha beta rc stable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /v1/releases/1.0.0?product={product}                                | 200
                    /v1/releases/1.0.0?product={random}                                 | 404
                    /v1/releases/1.0.0?product={product}&package=                       | 200
                    /v1/releases/1.0.0?product={product}&package={npm}                  | 404
                    /v1/releases/{stable}?channel=dev                                   | 404
                    /v1/releases/{stable}?status=draft                                  | 404
                    /v1/releases/{stable}?yanked=true                                   | 404
                    /v1/releases/{rc}?engine={npmId}                                    | 200
                    /v1/releases/{alpha}?constraints[]={SECOND}                         | 404
                    /v1/products/{product}/releases/{stable}?channel=dev                | 200
                    /v1/artifacts/{mac}?platform=linux                                  | 404
                    /v1/artifacts/{mac}?platform={darwinId}                             | 200
                    /v1/artifacts/app.dmg?product={code}&channel=stable                 | 200
                    /v1/artifacts/app.tgz?product={code}&release=1.1.0-rc.1             | 404
                    /v1/products/{product}/artifacts/{mac}?filetype=tgz                 | 404
                    /v1/products/{product}/artifacts/{mac}?filetype=dmg                 | 200
                    /v1/releases/1.0.0/artifacts/app.dmg?product={product}              | 200
                    /v1/releases/1.0.0/artifacts/app.dmg?product={random}               | 404
                    /v1/releases/{stable}/artifacts/app.dmg?platform=linux              | 404
                    """)
    void narrowsWhatIsFoundByNameToo(String path, int status) {
        prepare();
        admin.with("Prefer", "no-download").get(resolved(path)).expect(status);
    }

    @Test
    void narrowsWhatIsChangedToo() {
        prepare();
        String update = "{\"data\":{\"type\":\"%s\",\"attributes\":{\"metadata\":{\"a\":1}}}}";
        String release = "/v1/releases/" + names.get("stable");
        admin.patch(release + "?channel=dev", update.formatted("releases")).expectError(404, "NOT_FOUND", null);
        admin.patch(release + "?channel=stable", update.formatted("releases")).expect(200);
        admin.delete(release + "?status=draft").expectError(404, "NOT_FOUND", null);
        String artifact = "/v1/artifacts/" + names.get("mac");
        admin.patch(artifact + "?arch=amd64", update.formatted("artifacts")).expectError(404, "NOT_FOUND", null);
        admin.patch(artifact + "?arch=arm64", update.formatted("artifacts")).expect(200);
        admin.delete(artifact + "?platform=linux").expectError(404, "NOT_FOUND", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    limit=0                                  | limit
                    limit=101                                | limit
                    limit=x                                  | limit
                    page[number]=0                           | page[number]
                    page[number]=101                         | page[number]
                    page[number]=-1&page[size]=5             | page[number]
                    page[number]=1&page[size]=0              | page[size]
                    page[number]=1&page[size]=101            | page[size]
                    page[cursor]=nonsense                    | page[cursor]
                    page[cursor]=&page[size]=101             | page[size]
                    page[size]=5                             | page
                    page[offset]=5                           | page
                    page=1                                   | page
                    page[number]=1&page[cursor]=             | page
                    order=up                                 | order
                    """)
    void refusesAPartOfAListThatCannotBe(String query, String parameter) {
        String encoded = query.replace("[", "%5B").replace("]", "%5D");
        for (String list : List.of("releases", "artifacts", "packages", "channels", "engines")) {
            admin.get("/v1/" + list + "?" + encoded).expectParameterError(400, null, parameter);
        }
    }
}

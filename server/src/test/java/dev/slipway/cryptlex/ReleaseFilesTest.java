package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseFilesTest extends ReleaseSuite {
    private static final String ADDRESS = "https://files.example/my-app_1.0.zip?part=1";

    @Test
    void aFileKeptElsewhereIsListedAsItWasNamed() {
        String id = draft(product(""), "1.0", "");

        Reply made = external(id, "my-app_1.0.zip", ADDRESS).expect(201);

        assertThat(made.text("/name")).isEqualTo("my-app_1.0.zip");
        assertThat(made.text("/url")).isEqualTo(ADDRESS);
        assertThat(made.at("/size").longValue()).isEqualTo(37580);
        assertThat(made.text("/checksum")).isEqualTo("1239d72ef6ff110ef63a803120728907");
        assertThat(made.at("/downloads").longValue()).isZero();
        assertThat(made.text("/extension")).isEqualTo(".zip");
        assertThat(made.at("/secured").booleanValue()).isFalse();
        assertThat(made.at("/external").booleanValue()).isTrue();
        assertThat(made.text("/releaseId")).isEqualTo(id);
        assertThat(show(id).at("/totalFiles").intValue()).isEqualTo(1);
        assertThat(show(id).at("/files/0")).isEqualTo(made.json());
        assertThat(publisher
                        .get("/v3/release-files/" + made.text("/id"))
                        .expect(200)
                        .json())
                .isEqualTo(made.json());
    }

    @Test
    void namingAFileAgainReplacesItInPlace() {
        String id = draft(product(""), "1.0", "");
        Reply first = external(id, "App.zip", ADDRESS).expect(201);

        Reply again = external(id, "app.ZIP", "https://files.example/other").expect(201);

        assertThat(again.text("/id")).isEqualTo(first.text("/id"));
        assertThat(again.text("/url")).isEqualTo("https://files.example/other");
        assertThat(show(id).at("/totalFiles").intValue()).isEqualTo(1);
    }

    @Test
    void guardedFilesAreFetchedThroughThisServer() {
        String id = draft(product("\"externalFiles\":\"GUARDED\""), "1.0", "");

        Reply made = external(id, "app.zip", ADDRESS).expect(201);

        assertThat(made.text("/url"))
                .endsWith("/v3/%s/%s/app.zip".formatted(server.account().id(), id));
        assertThat(made.at("/secured").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ab, https://files.example/a, 1, name",
        "..., https://files.example/a, 1, name",
        "my app.zip, https://files.example/a, 1, name",
        "a/b.zip, https://files.example/a, 1, name",
        "app$.zip, https://files.example/a, 1, name",
        "app.zip, ftp://files.example/a, 1, url",
        "app.zip, nonsense, 1, url",
        "app.zip, https://files.example/a, -1, size",
        "app.zip, https://files.example/a, 1.5, size",
        "app.zip, https://files.example/a, '\"1\"', size",
    })
    void refusesWhatCannotBeAndNamesIt(String name, String url, String size, String member) {
        String id = draft(product(""), "1.0", "");

        publisher
                .post(
                        "/v3/release-files",
                        "{\"name\":\"%s\",\"url\":\"%s\",\"size\":%s,\"releaseId\":\"%s\"}"
                                .formatted(name, url, size, id))
                .expectField(400, member);

        assertThat(show(id).at("/totalFiles").intValue()).isZero();
    }

    @Test
    void refusesFilesOfReleasesThatAreNotThere() {
        external("00000000-0000-7000-8000-000000000000", "app.zip", ADDRESS).expectField(400, "releaseId");
        publisher.post("/v3/release-files", "{}").expectField(400, "releaseId");
    }

    @Test
    void filesOfDraftsCanBeDeleted() {
        String id = draft(product(""), "1.0", "");
        String file = external(id, "app.zip", ADDRESS).expect(201).text("/id");

        publisher.delete("/v3/release-files/" + file).expect(204);

        publisher.delete("/v3/release-files/" + file).expect(404);
        publisher.get("/v3/release-files/" + file).expect(404);
        assertThat(show(id).at("/files")).hasToString("[]");
    }
}

package dev.slipway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "docs", "settings.md");

    /** After a change of the table, run this test with {@code -Dslipway.docs.write=true} to write the page anew. */
    @Test
    void thePageInTheRepositoryIsTheTable() throws IOException {
        if (Boolean.getBoolean("slipway.docs.write")) {
            Files.writeString(PAGE, SettingsReference.markdown());
        }
        assertThat(PAGE).hasContent(SettingsReference.markdown());
    }

    @Test
    void theHelpNamesEverySettingWithItsVariableAndDefault() {
        assertThat(SettingsReference.help())
                .contains("--config=VALUE (SLIPWAY_CONFIG)", "--port=VALUE (SLIPWAY_PORT, default 8080)")
                .contains(SettingsTable.all().stream()
                        .map(setting -> "--" + setting.name() + "=VALUE (" + setting.environmentName())
                        .toList());
    }

    @Test
    void namesAreUniqueAndDefaultsAreValuesOfTheirSettings() {
        List<Setting<?>> settings = SettingsTable.all();
        assertThat(new HashSet<>(settings.stream().map(Setting::name).toList())).hasSameSizeAs(settings);
        assertThat(settings).allSatisfy(setting -> {
            assertThat(setting.defaultValue()).isNotNull();
            assertThat(setting.name()).matches("[a-z]+(-[a-z]+)*");
            assertThat(setting.description()).endsWith(".").doesNotContain("|");
        });
    }
}

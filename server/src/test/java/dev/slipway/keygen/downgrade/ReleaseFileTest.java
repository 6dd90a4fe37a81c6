package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.ClassicFile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseFileTest {
    private final Downgrade downgrade = new ReleaseFile();

    private static final String ARTIFACTS = "'artifacts':{'links':{'related':'/v1/accounts/A/releases/R/artifacts'}}";

    @Test
    void showsTheFile() {
        var file = new ClassicFile("F", "darwin", "dmg", "a.dmg", 1L << 40, "sig", "sum");
        var background = new Background(Map.of("R", file), Map.of(), Map.of());

        var release =
                Example.rewritten(downgrade, Example.resource("releases", "R", "'name':'N'", ARTIFACTS), background);

        assertThat(release).isEqualTo(Example.resource("releases", "R", """
                'name':'N','platform':'darwin','filetype':'dmg','filename':'a.dmg','filesize':1099511627776,
                'signature':'sig','checksum':'sum'""", """
                'artifact':{'links':{'related':'/v1/accounts/A/releases/R/artifact'},'data':{'type':'artifacts','id':'F'}}"""));
    }

    @Test
    void showsThatThereIsNone() {
        var release = Example.rewritten(downgrade, Example.resource("releases", "R", "", ARTIFACTS));

        assertThat(release).isEqualTo(Example.resource("releases", "R", """
                'platform':null,'filetype':null,'filename':null,'filesize':null,'signature':null,'checksum':null""", """
                'artifact':{'links':{'related':'/v1/accounts/A/releases/R/artifact'},'data':null}"""));
    }

    @Test
    void leavesOtherResourcesAlone() {
        assertThat(downgrade.concerns(Example.resource("artifacts", "'filename':null")))
                .isFalse();
    }
}

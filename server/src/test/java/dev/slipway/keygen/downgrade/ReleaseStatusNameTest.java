package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseStatusNameTest {
    private final Downgrade downgrade = new ReleaseStatusName();

    @ParameterizedTest
    @CsvSource({"DRAFT,NOT_PUBLISHED", "PUBLISHED,PUBLISHED", "YANKED,YANKED"})
    void callsDraftsNotPublished(String status, String older) {
        var release = Example.resource("releases", "'status':'%s'".formatted(status));

        assertThat(Example.rewritten(downgrade, release))
                .isEqualTo(Example.resource("releases", "'status':'%s'".formatted(older)));
    }

    @Test
    void leavesOtherResourcesAlone() {
        assertThat(downgrade.concerns(Example.resource("artifacts", "'status':'DRAFT'")))
                .isFalse();
    }
}

package dev.slipway.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagTest {

    @ParameterizedTest
    @CsvSource({
        "beta, beta,",
        "beta.11, beta, 11",
        "beta-11, beta, 11",
        "alpha.beta, alpha.beta,",
        "alpha1, alpha1,",
        "alpha.1.2, alpha.1, 2",
        "build.12345f, build.12345f,",
        "exp.sha.6, exp.sha, 6",
        "20130313144700, , 20130313144700",
        "001, , 1",
        "9223372036854775807, , 9223372036854775807",
    })
    void cutsAtDotsAndHyphens(String text, @Nullable String word, @Nullable Long number) {
        assertThat(Tag.cut(text)).isEqualTo(new Tag(word, number));
    }

    @ParameterizedTest
    @CsvSource({
        "alpha..1, alpha,",
        "alpha--1, alpha,",
        "alpha.1..2, alpha.1,",
        "alpha., alpha,",
        "5., 5,",
        "., ,",
        "-1, ,",
        ".1, ,",
    })
    void stopsAtAnEmptyToken(String text, @Nullable String word, @Nullable Long number) {
        assertThat(Tag.cut(text)).isEqualTo(new Tag(word, number));
    }

    @Test
    void keepsAnOversizedNumberThatIsNotLastAsAWord() {
        assertThat(Tag.cut("99999999999999999999.1")).isEqualTo(new Tag("99999999999999999999", 1L));
    }

    @Test
    void isEmptyWithoutText() {
        assertThat(Tag.cut(null)).isEqualTo(Tag.NONE);
        assertThat(Tag.NONE.isEmpty()).isTrue();
        assertThat(Tag.cut("beta").isEmpty()).isFalse();
        assertThat(Tag.cut("1").isEmpty()).isFalse();
    }
}

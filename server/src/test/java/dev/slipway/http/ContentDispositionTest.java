package dev.slipway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentDispositionTest {
    @Test
    void namesPlainFilesPlainly() {
        assertThat(ContentDisposition.attachment("App 1.0 (x64).zip"))
                .isEqualTo("attachment; filename=\"App 1.0 (x64).zip\"");
    }

    @Test
    void givesOtherNamesTwice() {
        assertThat(ContentDisposition.attachment("größe \"1\" 100%.zip"))
                .isEqualTo("attachment; filename=\"gr__e _1_ 100_.zip\";"
                        + " filename*=UTF-8''gr%C3%B6%C3%9Fe%20%221%22%20100%25.zip");
        assertThat(ContentDisposition.attachment("🚀.bin"))
                .isEqualTo("attachment; filename=\"_.bin\"; filename*=UTF-8''%F0%9F%9A%80.bin");
    }

    @Test
    void keepsTheLastSegmentAndDropsControls() {
        assertThat(ContentDisposition.attachment("../../etc/passwd")).isEqualTo("attachment; filename=\"passwd\"");
        assertThat(ContentDisposition.attachment("C:\\dir\\a.exe")).isEqualTo("attachment; filename=\"a.exe\"");
        assertThat(ContentDisposition.attachment("a\r\nSet-Cookie: x=1"))
                .isEqualTo("attachment; filename=\"aSet-Cookie: x=1\"");
        assertThat(ContentDisposition.attachment("dir/")).isEqualTo("attachment");
    }

    @Test
    void isAValidHeaderForAnyName() {
        long seed = 42;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                name.append((char) random.nextInt(random.nextBoolean() ? 0x180 : 0x10000));
            }
            String value = ContentDisposition.attachment(name.toString());
            assertThat(Headers.of("Content-Disposition", value).first("content-disposition"))
                    .as("seed %s, round %s", seed, round)
                    .matches(
                            "attachment(; filename=\"[ -~&&[^\"]]+\"(; filename\\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+)?)?");
        }
    }
}

package dev.slipway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadersTest {
    @Test
    void replacesAddsAndRemovesWithoutCase() {
        Headers headers = Headers.of("A", "1", "b", "2").and("a", "3").with("B", "4");

        List<String> seen = new ArrayList<>();
        headers.forEach((name, value) -> seen.add(name + "=" + value));
        assertThat(seen).containsExactly("A=1", "a=3", "B=4");
        assertThat(headers.first("a")).isEqualTo("1");
        assertThat(headers.without("A")).isEqualTo(Headers.of("B", "4"));
        assertThat(headers.first("c")).isNull();
    }

    @Test
    void refusesWhatWouldBreakTheHead() {
        for (String value : List.of("a\r\nb", "a\nb", "a\rb", "\0", "\u007f")) {
            assertThatThrownBy(() -> Headers.EMPTY.with("X", value)).isInstanceOf(IllegalArgumentException.class);
        }
        for (String name : List.of("", "a b", "a:", "é", "a\n")) {
            assertThatThrownBy(() -> Headers.EMPTY.and(name, "1")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Headers.of("A")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsNoValuesInItsText() {
        assertThat(Headers.of("Authorization", "secret")).hasToString("[Authorization]");
    }
}

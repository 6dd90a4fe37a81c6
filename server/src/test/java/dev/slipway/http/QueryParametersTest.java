package dev.slipway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
    @Test
    void keepsOrderAndRepetitions() {
        QueryParameters query =
                QueryParameters.parse("page[number]=2&name[]=a&x&name%5B%5D=b+c&y=1=2&&=z&é=1".replace("é", "%C3%A9"));

        assertThat(query.first("page[number]")).isEqualTo("2");
        assertThat(query.all("name[]")).containsExactly("a", "b c");
        assertThat(query.first("x")).isEmpty();
        assertThat(query.first("y")).isEqualTo("1=2");
        assertThat(query.first("")).isEqualTo("z");
        assertThat(query.first("none")).isNull();
        assertThat(query.names()).containsExactly("page[number]", "name[]", "x", "y", "", "é");
        assertThat(query.entries()).hasSize(7);
    }

    @Test
    void takesNoQueryForAnEmptyOne() {
        assertThat(QueryParameters.parse(null).entries()).isEmpty();
        assertThat(QueryParameters.parse("").entries()).isEmpty();
        assertThat(QueryParameters.parse("&&").entries()).isEmpty();
    }

    @Test
    void refusesWhatItCannotDecode() {
        for (String raw : List.of("a=%", "a=%1", "%gg=1", "a=%00", "a=%C3%28", "a=\u20ac")) {
            assertThatThrownBy(() -> QueryParameters.parse(raw)).as(raw).isInstanceOf(BadRequest.class);
        }
    }
}

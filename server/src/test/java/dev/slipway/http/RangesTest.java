package dev.slipway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangesTest {
    @Test
    void readsSingleRanges() {
        assertThat(Ranges.of("bytes=0-99", 1000)).isEqualTo(new Ranges.Part(0, 100));
        assertThat(Ranges.of("bytes=5-", 1000)).isEqualTo(new Ranges.Part(5, 995));
        assertThat(Ranges.of("bytes=-100", 1000)).isEqualTo(new Ranges.Part(900, 100));
        assertThat(Ranges.of("bytes=-5000", 1000)).isEqualTo(new Ranges.Part(0, 1000));
        assertThat(Ranges.of("bytes=990-5000", 1000)).isEqualTo(new Ranges.Part(990, 10));
        assertThat(Ranges.of("bytes=0-0", 1)).isEqualTo(new Ranges.Part(0, 1));
        assertThat(Ranges.of("BYTES= 1-2 ", 10)).isEqualTo(new Ranges.Part(1, 2));
        assertThat(Ranges.of("bytes=1-99999999999999999999999", 10)).isEqualTo(new Ranges.Part(1, 9));
        assertThat(Ranges.of("bytes=0-9223372036854775807", Long.MAX_VALUE))
                .isEqualTo(new Ranges.Part(0, Long.MAX_VALUE));
    }

    @Test
    void knowsWhatDoesNotExist() {
        for (String range : List.of("bytes=1000-", "bytes=1000-1000", "bytes=-0", "bytes=99999999999999999999-")) {
            assertThat(Ranges.of(range, 1000)).as(range).isEqualTo(new Ranges.Unsatisfiable());
        }
        assertThat(Ranges.of("bytes=0-", 0)).isEqualTo(new Ranges.Unsatisfiable());
        assertThat(Ranges.of("bytes=-1", 0)).isEqualTo(new Ranges.Unsatisfiable());
        assertThat(Ranges.Unsatisfiable.contentRange(7)).isEqualTo("bytes */7");
    }

    @Test
    void ignoresWhatMakesNoSense() {
        for (String range : List.of(
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=2-1",
                "items=0-1",
                "bytes=--1",
                "bytes=1-2-3",
                "bytes=0-1,3-4",
                "bytes=+1-2",
                "bytes=1 -2",
                "bytes=0x1-2",
                "bytes:0-1",
                "bytes=\u0661-\u0662")) {
            assertThat(Ranges.of(range, 1000)).as(range).isEqualTo(new Ranges.Whole());
        }
        assertThat(Ranges.of(null, 1000)).isEqualTo(new Ranges.Whole());
    }

    @Test
    void agreesWithSlicingAnArray() {
        long seed = 20260307;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            int size = random.nextInt(12);
            int first = random.nextInt(14);
            int last = random.nextInt(14);
            byte[] content = new byte[size];
            random.nextBytes(content);
            String header = switch (random.nextInt(3)) {
                case 0 -> "bytes=" + first + "-" + last;
                case 1 -> "bytes=" + first + "-";
                default -> "bytes=-" + last;
            };
            byte[] expected = slice(content, header.substring(6));
            String label = "seed " + seed + ", round " + round + ": " + header + " of " + size;
            switch (Ranges.of(header, size)) {
                case Ranges.Part(long offset, long length) -> {
                    assertThat(Arrays.copyOfRange(content, (int) offset, (int) (offset + length)))
                            .as(label)
                            .isEqualTo(expected)
                            .isNotEmpty();
                    assertThat(offset + length).as(label).isLessThanOrEqualTo(size);
                }
                case Ranges.Unsatisfiable _ -> assertThat(expected).as(label).isEmpty();
                case Ranges.Whole _ -> assertThat(first).as(label).isGreaterThan(last);
            }
        }
    }

    /** The bytes whose index a range names, found by asking every index. */
    private static byte[] slice(byte[] content, String range) {
        String[] ends = range.split("-", -1);
        byte[] picked = new byte[content.length];
        int count = 0;
        for (int index = 0; index < content.length; index++) {
            boolean wanted = ends[0].isEmpty()
                    ? index >= content.length - Integer.parseInt(ends[1])
                    : index >= Integer.parseInt(ends[0]) && (ends[1].isEmpty() || index <= Integer.parseInt(ends[1]));
            if (wanted) {
                picked[count++] = content[index];
            }
        }
        return Arrays.copyOf(picked, count);
    }
}

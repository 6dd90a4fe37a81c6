package dev.slipway.keygen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A table of expectations beside a test: cells between bars, comments after a number sign. */
record CaseTable(List<List<String>> rows) {

    /** Reads the table of that name from the folder of the tests of this package. */
    static CaseTable read(String name) {
        try (InputStream text = CaseTable.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalArgumentException("No table " + name);
            }
            return new CaseTable(new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line ->
                            Arrays.stream(line.split("\\|")).map(String::strip).toList())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the first row says whose first cells fit these values.
     *
     * @return the cells that follow
     */
    List<String> decide(String... values) {
        return rows.stream()
                .filter(row -> IntStream.range(0, values.length).allMatch(i -> fits(row.get(i), values[i])))
                .findFirst()
                .map(row -> row.subList(values.length, row.size()))
                .orElseThrow(() -> new IllegalStateException("No row for " + List.of(values)));
    }

    private static boolean fits(String cell, String value) {
        return cell.equals("*") || List.of(cell.split(",")).contains(value);
    }
}

package dev.slipway.cli.demo;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** JSON for people: on one line where it fits, else broken at the outermost members. */
final class JsonLayout {
    private static final int STEP = 2;
    private static final int CLOSING = 4;

    private final int width;

    JsonLayout(int width) {
        this.width = width;
    }

    /**
     * The text of a value.
     *
     * @param indent how far the line that it begins on is indented
     * @param column how many characters stand before it on that line
     */
    String text(JsonNode value, int indent, int column) {
        String line = inline(value);
        boolean fits = column + indent + line.length() + CLOSING <= width;
        if (fits || !value.isContainer() || value.isEmpty()) {
            return line;
        }
        String open = value.isObject() ? "{" : "[";
        String close = value.isObject() ? "}" : "]";
        List<Part> parts = parts(value);
        if (parts.size() == 1) {
            Part only = parts.getFirst();
            String start = open + only.name();
            return start + text(only.value(), indent, column + start.length()) + close;
        }
        int inner = indent + STEP;
        String together =
                parts.stream().map(part -> part.name() + inline(part.value())).collect(Collectors.joining(", "));
        String members = inner + together.length() + CLOSING <= width
                ? together
                : parts.stream()
                        .map(part -> part.name()
                                + text(part.value(), inner, part.name().length()))
                        .collect(Collectors.joining(",\n" + " ".repeat(inner)));
        return open + "\n" + " ".repeat(inner) + members + "\n" + " ".repeat(indent) + close;
    }

    /** A member of an object with its name, or an item of an array without. */
    private record Part(String name, JsonNode value) {}

    private static List<Part> parts(JsonNode container) {
        return container.isObject()
                ? container.properties().stream()
                        .map(member -> new Part("\"" + member.getKey() + "\": ", member.getValue()))
                        .toList()
                : container.valueStream().map(item -> new Part("", item)).toList();
    }

    private static String inline(JsonNode value) {
        if (!value.isContainer()) {
            return value.toString();
        }
        return parts(value).stream()
                .map(part -> part.name() + inline(part.value()))
                .collect(Collectors.joining(", ", value.isObject() ? "{" : "[", value.isObject() ? "}" : "]"));
    }
}

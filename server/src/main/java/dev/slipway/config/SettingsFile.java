package dev.slipway.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a settings file: UTF-8, {@code name = value} on each line, comments on lines that begin with {@code #}.
 *
 * <p>A value is taken as it stands, without quotes and escapes, so that passwords and paths need none.
 */
final class SettingsFile {

    private SettingsFile() {}

    /** The values by name; what cannot be read is added to the problems, without repeating the line. */
    static Map<String, String> read(Path file, List<String> problems) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException _) {
            problems.add("settings file " + file + ": expected UTF-8 text");
            return Map.of();
        } catch (IOException failure) {
            problems.add("settings file " + file + ": cannot be read ("
                    + failure.getClass().getSimpleName() + ")");
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int index = 0; index < lines.size(); index++) {
            String line = withoutByteOrderMark(lines.get(index)).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            if (name.isEmpty()) {
                problems.add("settings file " + file + ", line " + (index + 1) + ": expected name = value");
            } else if (values.putIfAbsent(name, line.substring(equals + 1).strip()) != null) {
                problems.add("settings file " + file + ", line " + (index + 1) + ": " + name + " is set a second time");
            }
        }
        return values;
    }

    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }
}

package dev.slipway.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Calls as commands for a shell, on lines that can be pasted. */
final class Curl {
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");
    private static final String INDENT = "  ";

    private Curl() {}

    /** A word that a shell takes as it is. */
    static String quoted(String word) {
        return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * The command that makes a call, on lines of at most this width where the words allow it.
     *
     * @param further words of the command that only matter to a shell
     */
    static List<String> lines(Call call, int width, String... further) {
        List<String> words = new ArrayList<>();
        boolean posts = call.method().equals("POST");
        words.add((posts && call.body() == null ? "curl -X POST " : "curl ") + call.word());
        if (!call.credential().curl().isEmpty()) {
            words.add(call.credential().curl());
        }
        words.addAll(List.of(further));
        if (call.body() != null) {
            words.add("--json '"
                    + new JsonLayout(width)
                            .text(call.body(), INDENT.length(), 8)
                            .replace("'", "'\\''") + "'");
        }
        return broken(words, width);
    }

    /** The command that makes a call, whose output the shell keeps in a variable. */
    static List<String> kept(String variable, Call call, int width, String... further) {
        String start = variable + "=$(";
        String command = String.join("\n", lines(call, width - start.length(), further));
        return (start + command + ")").lines().toList();
    }

    /** Joins words to lines, broken with backslashes. */
    private static List<String> broken(List<String> words, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : words) {
            if (line.isEmpty()) {
                line = word;
            } else if (!word.contains("\n") && line.length() + 1 + word.length() + 2 <= width) {
                line += " " + word;
            } else {
                lines.add(line + " \\");
                line = INDENT + word;
            }
        }
        lines.add(line);
        return lines.stream().flatMap(String::lines).toList();
    }
}

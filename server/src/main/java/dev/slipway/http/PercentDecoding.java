package dev.slipway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-decoding that refuses what it cannot decode instead of guessing. */
final class PercentDecoding {
    private PercentDecoding() {}

    /**
     * Decodes the characters from {@code from} to {@code to} as UTF-8.
     *
     * @param plusIsSpace true for forms and queries, false for paths, where a plus is a plus
     * @throws BadRequest on a broken escape, on bytes that are not UTF-8, and on NUL
     */
    static String decode(String text, int from, int to, boolean plusIsSpace) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%' || c == 0 || c > 0x7e || (c == '+' && plusIsSpace)) {
                return decodeSlowly(text, from, to, plusIsSpace);
            }
        }
        return text.substring(from, to);
    }

    private static String decodeSlowly(String text, int from, int to, boolean plusIsSpace) {
        ByteBuffer bytes = ByteBuffer.allocate(to - from);
        for (int i = from; i < to; i++) {
            int value = text.charAt(i);
            if (value == '%') {
                if (i + 2 >= to
                        || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    throw new BadRequest("A percent sign is not followed by two hexadecimal digits");
                }
                value = HexFormat.fromHexDigits(text, i + 1, i + 3);
                i += 2;
            } else if (value == '+' && plusIsSpace) {
                value = ' ';
            }
            if (value == 0 || value > 0xff) {
                throw new BadRequest("The request address holds a character that is not allowed");
            }
            bytes.put((byte) value);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest("The request address is not valid UTF-8");
        }
    }
}

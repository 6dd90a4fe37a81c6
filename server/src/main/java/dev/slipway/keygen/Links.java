package dev.slipway.keygen;

import java.nio.charset.StandardCharsets;

/** Addresses inside bodies. */
final class Links {
    private static final String UNRESERVED = "-._~!$&'()*+,;=:@/";

    private Links() {}

    /** The path that all of an account's resources begin with. */
    static String account(String accountId) {
        return "/v1/accounts/" + accountId;
    }

    /** A text as part of a path: escaped but for slashes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || UNRESERVED.indexOf(c) >= 0;
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return escaped.toString();
    }
}

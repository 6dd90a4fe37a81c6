package dev.slipway.http;

/** Lists of entity tags. */
public final class EntityTags {
    private EntityTags() {}

    /** Whether a list such as {@code "a", W/"b"} holds this tag by weak comparison. A comma may be part of a tag. */
    public static boolean contains(String list, String tag) {
        String wanted = opaque(tag);
        int open = list.indexOf('"');
        while (open >= 0) {
            int close = list.indexOf('"', open + 1);
            if (close < 0) {
                return false;
            }
            if (list.substring(open, close + 1).equals(wanted)) {
                return true;
            }
            open = list.indexOf('"', close + 1);
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}

package dev.slipway.model;

import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a caller's own name for a resource must not be, so that it never stands for something else in an address. */
public final class Aliases {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}");
    private static final Set<String> RESERVED = Set.of("action", "actions");

    private Aliases() {}

    /** Whether a text can be read as an id: a UUID, with or without dashes, in any case. */
    public static boolean isIdLike(String text) {
        return UUID.matcher(text).matches();
    }

    /** An id in the form ids are stored in; any other text as it is. */
    public static String canonical(String idOrAlias) {
        if (!isIdLike(idOrAlias)) {
            return idOrAlias;
        }
        String digits = idOrAlias.replace("-", "").toLowerCase(Locale.ROOT);
        return String.join(
                "-",
                digits.substring(0, 8),
                digits.substring(8, 12),
                digits.substring(12, 16),
                digits.substring(16, 20),
                digits.substring(20));
    }

    /** Whether a text has a meaning of its own in addresses. */
    public static boolean isReserved(String text) {
        return RESERVED.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Notes an alias that is reserved or could be taken for an id. */
    public static void check(String alias, String attribute, Violations violations) {
        violations.addIf(isReserved(alias), Source.attribute(attribute), Rule.NOT_ALLOWED, "is reserved");
        violations.addIf(isIdLike(alias), Source.attribute(attribute), Rule.INVALID, "cannot resemble a UUID");
    }
}

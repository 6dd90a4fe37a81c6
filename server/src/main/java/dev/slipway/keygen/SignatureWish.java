package dev.slipway.keygen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client says about the signature it wants. Only Ed25519 is offered. */
final class SignatureWish {
    private static final Pattern GRAMMAR = Pattern.compile(
            "\\s*(?:keyid=\"([^\"]*)\"\\s*,\\s*)?algorithm=\"([^\"]*)\"\\s*;?\\s*", Pattern.CASE_INSENSITIVE);

    private SignatureWish() {}

    /** Whether the wish can be granted by that account. */
    static boolean isGranted(String wish, String accountId) {
        Matcher matcher = GRAMMAR.matcher(wish);
        return matcher.matches()
                && (matcher.group(1) == null || matcher.group(1).equalsIgnoreCase(accountId))
                && matcher.group(2).equalsIgnoreCase("ed25519");
    }
}

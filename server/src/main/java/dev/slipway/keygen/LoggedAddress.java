package dev.slipway.keygen;

import dev.slipway.http.BadRequest;
import dev.slipway.http.QueryParameters;
import dev.slipway.model.Aliases;
import dev.slipway.model.EventFilter.Linkage;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as the request log keeps it.
 *
 * @param route the template that the path matched; empty when there is none
 * @param path still escaped
 * @param query still escaped; null when there is none
 */
record LoggedAddress(String route, String path, @Nullable String query) {
    /** Whose names in addresses may be secrets. */
    private static final Set<String> NAMED_BY_SECRETS = Set.of("licenses", "tokens");
    /** What tells nothing in a path that nobody knows the meaning of. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{0,23}|v[0-9]");

    /** Remembers what must not be seen anywhere. */
    void hideSecrets(Masking masking) {
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            if (isSecret(segments, i)) {
                hide(segments[i], masking);
            }
        }
        if (query == null) {
            return;
        }
        try {
            for (QueryParameters.Entry entry : QueryParameters.parse(query).entries()) {
                if (isSecret(entry)) {
                    masking.hide(entry.value());
                    masking.hide(encode(entry.value()));
                }
            }
        } catch (BadRequest e) {
            masking.hide(query);
        }
    }

    private static void hide(String segment, Masking masking) {
        masking.hide(segment);
        try {
            masking.hide(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // It has no other form than this one.
        }
    }

    /** Path and query. */
    String text() {
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            if (isSecret(segments, i)) {
                segments[i] = Masking.MASK;
            }
        }
        String plain = String.join("/", segments);
        return query == null ? plain : plain + "?" + queryText(query);
    }

    /** What the path is about, or null when that is no single thing. */
    @Nullable
    Linkage resource() {
        String[] template = route.split("/", -1);
        String[] segments = path.split("/", -1);
        for (int i = 2; i < Math.min(template.length, segments.length); i++) {
            boolean names = template[i].startsWith("{") && !template[i - 1].equals("accounts");
            if (names && Aliases.isIdLike(segments[i])) {
                return new Linkage(template[i - 1], Aliases.canonical(segments[i]));
            }
        }
        return null;
    }

    private boolean isSecret(String[] segments, int index) {
        String segment = segments[index];
        String before = segments[index - 1];
        if (Aliases.isIdLike(segment) || before.equals("accounts") || segment.isEmpty()) {
            return false;
        }
        String[] template = route.split("/", -1);
        if (route.isEmpty()) {
            return !WORD.matcher(segment).matches()
                    || (NAMED_BY_SECRETS.contains(before) && !segment.equals("actions"));
        }
        return index < template.length && template[index].startsWith("{") && NAMED_BY_SECRETS.contains(before);
    }

    private static boolean isSecret(QueryParameters.Entry entry) {
        return Masking.isSecret(entry.name())
                || (entry.name().startsWith("license") && !Aliases.isIdLike(entry.value()));
    }

    private static String queryText(String query) {
        StringBuilder text = new StringBuilder();
        try {
            for (QueryParameters.Entry entry : QueryParameters.parse(query).entries()) {
                text.append(text.isEmpty() ? "" : "&")
                        .append(encode(entry.name()).replace("%5B", "[").replace("%5D", "]"))
                        .append('=')
                        .append(isSecret(entry) ? Masking.MASK : encode(entry.value()));
            }
        } catch (BadRequest e) {
            return Masking.MASK;
        }
        return text.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

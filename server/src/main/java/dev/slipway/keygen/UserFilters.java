package dev.slipway.keygen;

import dev.slipway.http.QueryParameters;
import dev.slipway.model.Aliases;
import dev.slipway.model.Role;
import dev.slipway.model.UserFilter;
import dev.slipway.model.UserStatus;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which users a request asks for. */
final class UserFilters {
    private static final String METADATA = "metadata[";
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,18}");

    private UserFilters() {}

    /** What the query says; empty when it asks for what nobody is, such as a member of a group. */
    static Optional<UserFilter> read(Context context) {
        String status = context.filter("status");
        Optional<UserStatus> known = status == null ? Optional.empty() : UserStatus.find(status);
        boolean fitsNobody = context.filter("group") != null || (status != null && known.isEmpty());
        UserFilter filter = new UserFilter(
                roles(context),
                id(context, "product"),
                id(context, "license"),
                flag(context.filter("assigned")),
                known.orElse(null),
                metadata(context.query()),
                context.caller().now());
        return fitsNobody ? Optional.empty() : Optional.of(filter);
    }

    /** The roles a query asks for; null when it asks for none. Unknown ones fit nobody. */
    private static @Nullable Set<Role> roles(Context context) {
        List<String> wanted = context.query().all("roles[]").stream()
                .filter(name -> !name.isBlank())
                .toList();
        return wanted.isEmpty()
                ? null
                : wanted.stream().flatMap(name -> Role.find(name).stream()).collect(Collectors.toSet());
    }

    private static @Nullable String id(Context context, String name) {
        String given = context.filter(name);
        return given == null ? null : Aliases.canonical(given);
    }

    private static @Nullable Boolean flag(@Nullable String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            case null, default -> null;
        };
    }

    private static Map<String, Set<Object>> metadata(QueryParameters query) {
        Map<String, Set<Object>> wanted = new HashMap<>();
        for (QueryParameters.Entry entry : query.entries()) {
            String name = entry.name();
            boolean member = name.startsWith(METADATA) && name.endsWith("]") && !name.contains("][");
            if (member && !entry.value().isBlank()) {
                wanted.putIfAbsent(
                        KeyCase.snake(name.substring(METADATA.length(), name.length() - 1)), values(entry.value()));
            }
        }
        return wanted;
    }

    /** A text can be meant as what it looks like, too. */
    private static Set<Object> values(String text) {
        Set<Object> values = new HashSet<>(Set.of(text));
        if (text.equals("true") || text.equals("false")) {
            values.add(Boolean.valueOf(text));
        } else if (WHOLE.matcher(text).matches()) {
            values.add(Long.valueOf(text));
        } else if (DECIMAL.matcher(text).matches()) {
            values.add(new BigDecimal(text));
        } else if (text.equals("null")) {
            values.add(UserFilter.NULL);
        }
        return values;
    }
}

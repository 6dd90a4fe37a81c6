package dev.slipway.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.event.Level;

/**
 * A kind of value: how it is read from text, and how to tell an operator what was expected.
 *
 * @param expected what a value looks like, to be read after "expected"
 * @param parser reads a value; empty when the text is not of this kind
 * @param <T> the type of the value
 */
public record ValueKind<T>(String expected, Function<String, Optional<T>> parser) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,18}) ?([A-Za-z]*)");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}");

    static final ValueKind<String> HOST = new ValueKind<>(
            "an address or a host name, without scheme and port, such as 127.0.0.1, ::1 or localhost",
            ValueKind::parseHost);

    static final ValueKind<Path> PATH = new ValueKind<>("a path", ValueKind::parsePath);

    static final ValueKind<String> TEXT = new ValueKind<>("some text", Optional::of);

    static final ValueKind<String> POSTGRESQL_URL = new ValueKind<>(
            "a URL that begins with jdbc:postgresql: and has no user before the host (user and password are the"
                    + " settings database-user and database-password)",
            ValueKind::parsePostgresqlUrl);

    static final ValueKind<URI> WEB_URL = new ValueKind<>(
            "an absolute http or https URL without user, query and fragment, such as https://releases.example.com",
            ValueKind::parseWebUrl);

    static final ValueKind<String> ACCOUNT_SLUG = new ValueKind<>(
            "1 to 63 lower-case letters, digits and inner hyphens that do not form a UUID",
            matching(text -> SLUG.matcher(text).matches() && !UUID.matcher(text).matches()));

    static final ValueKind<String> EMAIL_ADDRESS = new ValueKind<>(
            "an e-mail address", matching(text -> EMAIL.matcher(text).matches()));

    static final ValueKind<List<AddressRange>> ADDRESS_RANGES = new ValueKind<>(
            "IP addresses or blocks such as 10.0.0.0/8, separated by commas, or the word none",
            ValueKind::parseAddressRanges);

    static final ValueKind<String> NOTHING = new ValueKind<>(
            "to be empty: files in the data folder are the only storage this version has", matching(String::isEmpty));

    static final ValueKind<RequestLogging> REQUEST_LOGGING = oneOf(RequestLogging.class);

    static final ValueKind<MachineScopes> MACHINE_SCOPES = oneOf(MachineScopes.class);
    static final ValueKind<Boolean> FLAG = new ValueKind<>("true or false", ValueKind::parseFlag);

    static final ValueKind<LogFormat> LOG_FORMAT = oneOf(LogFormat.class);

    static final ValueKind<Level> LOG_LEVEL = oneOf(Level.class);

    /** The value that a text stands for; empty when it stands for none. */
    Optional<T> parse(String text) {
        return parser.apply(text);
    }

    /** Allows the empty text too, for a setting that may be absent. */
    static <T> ValueKind<Optional<T>> optional(ValueKind<T> kind) {
        return new ValueKind<>(kind.expected(), text -> {
            Optional<T> value = text.isEmpty() ? Optional.empty() : kind.parse(text);
            return text.isEmpty() || value.isPresent() ? Optional.of(value) : Optional.empty();
        });
    }

    static ValueKind<Integer> wholeNumber(int minimum, int maximum) {
        return new ValueKind<>(
                "a whole number from " + minimum + " to " + maximum,
                text -> Optional.of(text)
                        .filter(digits -> NUMBER.matcher(digits).matches())
                        .map(Long::parseLong)
                        .filter(number -> number >= minimum && number <= maximum)
                        .map(Long::intValue));
    }

    static ValueKind<String> textOfAtLeast(int characters) {
        return new ValueKind<>("at least " + characters + " characters", matching(text -> text.length() >= characters));
    }

    static ValueKind<Duration> durationUpTo(Duration maximum) {
        return new ValueKind<>(
                "a duration of at most " + maximum.toSeconds() + "s, such as 500ms, 30s, 5m, 2h or 90d",
                text -> amount(text, ValueKind::milliseconds)
                        .map(Duration::ofMillis)
                        .filter(duration -> duration.compareTo(maximum) <= 0));
    }

    /** A size of at least one byte, in bytes. */
    static ValueKind<Long> size() {
        return new ValueKind<>(
                "a size above zero, such as 4096 (bytes), 100MB or 5GiB",
                text -> amount(text, ValueKind::bytes).filter(size -> size > 0));
    }

    /** A size in bytes, or nothing at all. */
    static ValueKind<Long> sizeOrZero() {
        return new ValueKind<>(
                "0 or a size such as 4096 (bytes), 100MB or 5GiB",
                text -> text.equals("0") ? Optional.of(0L) : amount(text, ValueKind::bytes));
    }

    private static Function<String, Optional<String>> matching(Predicate<String> allowed) {
        return text -> Optional.of(text).filter(allowed);
    }

    private static <E extends Enum<E>> ValueKind<E> oneOf(Class<E> type) {
        List<E> values = List.of(type.getEnumConstants());
        List<String> words = values.stream()
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        return new ValueKind<>(
                "one of " + String.join(", ", words),
                text -> values.stream()
                        .filter(value -> value.name().equalsIgnoreCase(text))
                        .findFirst());
    }

    /** A number with a unit, as a multiple of the smallest unit; empty when it does not fit in 64 bits. */
    private static Optional<Long> amount(String text, Function<String, Long> unitSizes) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unitSize = unitSizes.apply(matcher.group(2));
        try {
            return unitSize == 0
                    ? Optional.empty()
                    : Optional.of(Math.multiplyExact(Long.parseLong(matcher.group(1)), unitSize));
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }

    /** Milliseconds in a unit; zero for an unknown one. */
    private static long milliseconds(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 0;
        };
    }

    /** Bytes in a unit; zero for an unknown one. */
    private static long bytes(String unit) {
        return switch (unit) {
            case "", "B" -> 1;
            case "kB", "KB" -> 1_000;
            case "MB" -> 1_000_000;
            case "GB" -> 1_000_000_000;
            case "TB" -> 1_000_000_000_000L;
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            case "TiB" -> 1L << 40;
            default -> 0;
        };
    }

    private static Optional<String> parseHost(String text) {
        boolean looksLikeAnAddress = text.indexOf(':') >= 0 || text.matches("[0-9.]+");
        if (!looksLikeAnAddress) {
            return Optional.of(text).filter(name -> NAME.matcher(name).matches());
        }
        try {
            InetAddress.ofLiteral(text);
            return text.startsWith("[") ? Optional.empty() : Optional.of(text);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> parseFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Path> parsePath(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> parsePostgresqlUrl(String text) {
        boolean beforeHostIsUser = text.replaceFirst("\\?.*", "").indexOf('@') >= 0;
        return Optional.of(text).filter(url -> url.startsWith("jdbc:postgresql:") && !beforeHostIsUser);
    }

    private static Optional<URI> parseWebUrl(String text) {
        try {
            URI url = new URI(text.replaceFirst("/+$", ""));
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            return web && plain && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static Optional<List<AddressRange>> parseAddressRanges(String text) {
        if (text.equals("none")) {
            return Optional.of(List.of());
        }
        List<AddressRange> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Optional<AddressRange> range = AddressRange.parse(part.strip());
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(List.copyOf(ranges));
    }
}

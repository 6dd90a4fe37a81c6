package dev.slipway.event;

import dev.slipway.event.delivery.AddressGuard;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the address of a webhook endpoint must keep to. What its name leads to is judged whenever something is sent. */
final class WebhookAddress {
    private static final Pattern PUBLIC_NAME =
            Pattern.compile("([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\\.)+([a-z]{2,}|xn--[a-z0-9-]+)");
    private static final Pattern ANY_NAME = Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9_-]+)*\\.?");

    private WebhookAddress() {}

    /** Notes what is wrong with an address. */
    static void check(String url, AddressGuard guard, Violations violations) {
        Source source = Source.attribute("url");
        URI address;
        try {
            address = new URI(url).parseServerAuthority();
        } catch (URISyntaxException e) {
            violations.add(source, Rule.INVALID, "must be a valid URL");
            return;
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean plain = scheme.equals("http") && guard.hasExceptions();
        if (!scheme.equals("https") && !plain) {
            violations.add(
                    source, Rule.PROTOCOL_INVALID, "must be a valid URL using one of the following protocols: https");
        } else if (address.getHost() == null || address.getPort() == 0 || address.getPort() > 65_535) {
            violations.add(source, Rule.HOST_INVALID, "must be a URL with a valid host");
        } else if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            violations.add(source, Rule.INVALID, "must have neither a user nor a fragment");
        } else if (!isHost(address.getHost().toLowerCase(Locale.ROOT), guard)) {
            violations.add(source, Rule.HOST_INVALID, "must be a URL with a valid host");
        }
    }

    private static boolean isHost(String host, AddressGuard guard) {
        Optional<InetAddress> literal = literal(host);
        if (literal.isPresent()) {
            return guard.isException(literal.get());
        }
        boolean numeric = host.matches("(.*\\.)?(0x[0-9a-f]*|[0-9]+)\\.?");
        return PUBLIC_NAME.matcher(host).matches()
                || (!numeric && guard.hasExceptions() && ANY_NAME.matcher(host).matches());
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

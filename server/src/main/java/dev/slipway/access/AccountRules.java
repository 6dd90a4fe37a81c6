package dev.slipway.access;

import dev.slipway.model.Account;
import dev.slipway.model.Aliases;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.store.Installation;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an account and its first administrators must look like. */
final class AccountRules {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{1,254}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");
    /** Where the name before the sign says more than the one after it. */
    private static final Set<String> SHARED_HOSTS = Set.of(
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "hotmail.com",
            "yahoo.com",
            "icloud.com",
            "gmx.de",
            "gmx.net",
            "web.de",
            "proton.me");

    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_DOMAIN = 253;
    private static final int SHORTEST_PASSWORD = 6;
    private static final int LONGEST_PASSWORD = 72;

    private AccountRules() {}

    /** Notes what is wrong with the name, the slug and the domain of an account; the latter is in lower case. */
    static void check(Installation installation, Account account, @Nullable String ownHost, Violations violations) {
        violations.addIf(account.name().isBlank(), Source.attribute("name"), Rule.MISSING, "can't be blank");
        violations.addIfLonger(account.name(), LONGEST_TEXT, "name");
        violations.addIf(
                !SLUG.matcher(account.slug()).matches() || Aliases.isIdLike(account.slug()),
                Source.attribute("slug"),
                Rule.INVALID,
                "must be 2 to 255 lower-case letters, digits and dashes");
        violations.addIf(Aliases.isReserved(account.slug()), Source.attribute("slug"), Rule.NOT_ALLOWED, "is reserved");
        violations.addIf(
                installation
                        .findAccount(account.slug())
                        .filter(other -> !other.id().equals(account.id()))
                        .isPresent(),
                Source.attribute("slug"),
                Rule.TAKEN,
                "already exists");
        String domain = account.domain();
        if (domain == null) {
            return;
        }
        Source source = Source.attribute("domain");
        violations.addIf(
                !DOMAIN.matcher(domain).matches() || domain.length() > LONGEST_DOMAIN,
                source,
                Rule.INVALID,
                "must be a host name with a dot, without a port");
        // Whoever had it would answer every address that names no account.
        violations.addIf(domain.equals(ownHost), source, Rule.NOT_ALLOWED, "is the address of this server");
        violations.addIf(
                installation
                        .hints()
                        .byDomain(domain)
                        .filter(other -> !other.id().equals(account.id()))
                        .isPresent(),
                source,
                Rule.TAKEN,
                "already exists");
    }

    /** Notes what is wrong with the e-mail address and the password of an administrator. */
    static void checkAdmin(Accounts.Admin admin, Source email, Source password, Violations violations) {
        violations.addIf(
                !EMAIL.matcher(admin.email()).matches() || admin.email().length() > LONGEST_TEXT,
                email,
                Rule.INVALID,
                "must be a valid email");
        int length = admin.password().getBytes(StandardCharsets.UTF_8).length;
        violations.addIf(
                length < SHORTEST_PASSWORD,
                password,
                Rule.TOO_SHORT,
                "is too short (minimum is %d characters)".formatted(SHORTEST_PASSWORD));
        violations.addIf(
                length > LONGEST_PASSWORD,
                password,
                Rule.TOO_LONG,
                "is too long (maximum is %d bytes)".formatted(LONGEST_PASSWORD));
    }

    /** A slug for the account of whoever has that e-mail address: the host of it, or the name before a host of many. */
    static String slugFor(String email) {
        int sign = email.lastIndexOf('@');
        String host = email.substring(sign + 1).toLowerCase(Locale.ROOT);
        String name = sign > 0 && SHARED_HOSTS.contains(host) ? email.substring(0, sign) : host;
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** A domain as it is stored and compared; null for none. */
    static @Nullable String domain(@Nullable String given) {
        return given == null || given.isEmpty() ? null : given.toLowerCase(Locale.ROOT);
    }
}

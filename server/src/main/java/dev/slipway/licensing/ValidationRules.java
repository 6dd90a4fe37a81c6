package dev.slipway.licensing;

import dev.slipway.access.LicenseStanding;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.model.Aliases;
import dev.slipway.model.Entitlement;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.License;
import dev.slipway.model.Policy;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.User;
import dev.slipway.store.Session;
import dev.slipway.version.DottedVersion;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges a license for a validation: the first finding wins. */
final class ValidationRules {
    private final Session session;
    private final ReleaseAccess releases;
    private final LicenseDetails details;
    private final LicenseStanding standing;
    private final boolean judgesMachines;
    private final Instant now;
    private boolean versionKnown;
    private @Nullable DottedVersion installed;

    ValidationRules(
            Session session,
            ReleaseAccess releases,
            LicenseDetails details,
            LicenseStanding standing,
            boolean judgesMachines,
            Instant now) {
        this.session = session;
        this.releases = releases;
        this.details = details;
        this.standing = standing;
        this.judgesMachines = judgesMachines;
        this.now = now;
    }

    /**
     * What was found.
     *
     * @param version the version that was named, when it was looked for and found
     * @param installed the same as a dotted version, where it is one
     */
    record Verdict(
            ValidationCode code,
            boolean valid,
            @Nullable String version,
            @Nullable DottedVersion installed) {}

    /**
     * Judges the license.
     *
     * @param scope null when scopes are not asked about at all
     */
    Verdict judge(@Nullable ValidationScope scope) {
        Optional<ValidationCode> obstacle =
                standingObstacle().or(() -> scope == null ? Optional.empty() : scopeObstacle(scope));
        if (obstacle.isPresent()) {
            return verdict(obstacle.get(), false, scope);
        }
        if (details.maxUsers() != null && details.userCount() > details.maxUsers()) {
            return verdict(ValidationCode.TOO_MANY_USERS, details.allowsUsers(details.userCount()), scope);
        }
        if (judgesMachines && isSet("strict")) {
            return verdict(noMachine(), false, scope);
        }
        if (license().isExpiredAt(now)) {
            ExpirationStrategy strategy = policy().expirationStrategy();
            boolean valid =
                    strategy == ExpirationStrategy.MAINTAIN_ACCESS || strategy == ExpirationStrategy.ALLOW_ACCESS;
            return verdict(ValidationCode.EXPIRED, valid, scope);
        }
        return verdict(ValidationCode.VALID, true, scope);
    }

    private Verdict verdict(ValidationCode code, boolean valid, @Nullable ValidationScope scope) {
        return new Verdict(code, valid, scope != null && versionKnown ? scope.version() : null, installed);
    }

    private Optional<ValidationCode> standingObstacle() {
        if (details.isBanned()) {
            return Optional.of(ValidationCode.BANNED);
        }
        if (license().isStopped()) {
            return Optional.of(ValidationCode.SUSPENDED);
        }
        if (standing.isRevokedAt(now)) {
            return Optional.of(ValidationCode.EXPIRED);
        }
        Instant due = details.nextCheckIn();
        return due != null && due.isBefore(now) ? Optional.of(ValidationCode.OVERDUE) : Optional.empty();
    }

    private Optional<ValidationCode> scopeObstacle(ValidationScope scope) {
        // There are no environments here that a license could be in.
        if (scope.environment() != null) {
            return Optional.of(ValidationCode.ENVIRONMENT_SCOPE_MISMATCH);
        }
        return judge(
                        scope.product(),
                        "require_product_scope",
                        ValidationCode.PRODUCT_SCOPE_REQUIRED,
                        ValidationCode.PRODUCT_SCOPE_MISMATCH,
                        this::isProduct)
                .or(() -> judge(
                        scope.policy(),
                        "require_policy_scope",
                        ValidationCode.POLICY_SCOPE_REQUIRED,
                        ValidationCode.POLICY_SCOPE_MISMATCH,
                        policy -> Aliases.canonical(policy).equals(license().policyId())))
                .or(() -> judge(
                        scope.user(),
                        "require_user_scope",
                        ValidationCode.USER_SCOPE_REQUIRED,
                        ValidationCode.USER_SCOPE_MISMATCH,
                        this::isUser))
                .or(() -> entitlements(scope.entitlements()))
                .or(() -> judgesMachines ? machines(scope) : Optional.empty())
                .or(() -> judge(
                        scope.checksum(),
                        "require_checksum_scope",
                        ValidationCode.CHECKSUM_SCOPE_REQUIRED,
                        ValidationCode.CHECKSUM_SCOPE_MISMATCH,
                        this::isChecksum))
                .or(() -> judge(
                        scope.version(),
                        "require_version_scope",
                        ValidationCode.VERSION_SCOPE_REQUIRED,
                        ValidationCode.VERSION_SCOPE_MISMATCH,
                        this::isVersion));
    }

    @FunctionalInterface
    private interface Fit {
        boolean test(String given);
    }

    private Optional<ValidationCode> judge(
            @Nullable String given, String requirement, ValidationCode required, ValidationCode mismatch, Fit fit) {
        if (given == null) {
            return Optional.of(required).filter(code -> isSet(requirement));
        }
        return Optional.of(mismatch).filter(code -> !fit.test(given));
    }

    private boolean isProduct(String idOrCode) {
        return session.products()
                .findByIdOrCode(Aliases.canonical(idOrCode))
                .map(Product::id)
                .filter(license().productId()::equals)
                .isPresent();
    }

    private boolean isUser(String idOrEmail) {
        return session.users()
                .findByIdOrEmail(Aliases.canonical(idOrEmail))
                .map(User::id)
                .filter(id -> session.licenseUsers().isHeldBy(license().id(), id))
                .isPresent();
    }

    private Optional<ValidationCode> entitlements(@Nullable List<String> codes) {
        if (codes == null) {
            return Optional.empty();
        }
        if (codes.isEmpty()) {
            return Optional.of(ValidationCode.ENTITLEMENTS_SCOPE_EMPTY);
        }
        Set<String> held = session.entitlements().findAll(standing.entitlementIds()).stream()
                .map(Entitlement::code)
                .map(ValidationRules::folded)
                .collect(Collectors.toSet());
        boolean holdsAll = codes.stream().map(ValidationRules::folded).allMatch(held::contains);
        return Optional.of(ValidationCode.ENTITLEMENTS_MISSING).filter(code -> !holdsAll);
    }

    private static String folded(String code) {
        return code.toLowerCase(Locale.ROOT);
    }

    private Optional<ValidationCode> machines(ValidationScope scope) {
        if (scope.machine() != null) {
            return Optional.of(noMachine());
        }
        if (isSet("require_machine_scope")) {
            return Optional.of(ValidationCode.MACHINE_SCOPE_REQUIRED);
        }
        if (scope.fingerprints() != null) {
            return Optional.of(scope.fingerprints().isEmpty() ? ValidationCode.FINGERPRINT_SCOPE_EMPTY : noMachine());
        }
        if (isSet("require_fingerprint_scope")) {
            return Optional.of(ValidationCode.FINGERPRINT_SCOPE_REQUIRED);
        }
        if (scope.components() != null) {
            return Optional.of(
                    scope.components().isEmpty()
                            ? ValidationCode.COMPONENTS_SCOPE_EMPTY
                            : ValidationCode.COMPONENTS_SCOPE_MISMATCH);
        }
        return Optional.of(ValidationCode.COMPONENTS_SCOPE_REQUIRED).filter(code -> isSet("require_components_scope"));
    }

    private ValidationCode noMachine() {
        return isSet("floating") ? ValidationCode.NO_MACHINES : ValidationCode.NO_MACHINE;
    }

    private boolean isChecksum(String checksum) {
        Set<String> ids = session.artifacts()
                .releasesWithChecksum(releaseScope(), license().productId(), checksum);
        return session.releases().findAll(ids).stream().anyMatch(this::mayHave);
    }

    private boolean isVersion(String version) {
        List<Release> found = session
                .releases()
                .ofVersion(releaseScope(), license().productId(), version)
                .stream()
                .filter(this::mayHave)
                .toList();
        versionKnown = !found.isEmpty();
        installed = found.stream()
                .flatMap(release -> Stream.ofNullable(release.offer().dotted()))
                .max(Comparator.naturalOrder())
                .orElse(null);
        return versionKnown;
    }

    private ReleaseScope releaseScope() {
        return new ReleaseScope.OfLicense(license().id(), now);
    }

    private boolean mayHave(Release release) {
        return releases.reasonAgainst(standing, release).isEmpty();
    }

    private boolean isSet(String option) {
        return Objects.equals(policy().options().get(option), true);
    }

    private License license() {
        return details.license();
    }

    private Policy policy() {
        return details.policy();
    }
}

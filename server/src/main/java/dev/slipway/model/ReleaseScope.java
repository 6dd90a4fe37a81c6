package dev.slipway.model;

import dev.slipway.version.DottedVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which releases exist for a bearer at all. Decided in {@code access}, applied by every query. */
public sealed interface ReleaseScope {

    /** All of the account, in every status: the vendor's staff. */
    record Everything() implements ReleaseScope {}

    /** All of one product, in every status: a product's own token. */
    record OfProduct(String productId) implements ReleaseScope {}

    /** What a license reaches at that time, and what is open to everybody. */
    record OfLicense(String licenseId, Instant now, Limits limits) implements ReleaseScope {
        /** The same by all its limits. */
        public OfLicense(String licenseId, Instant now) {
            this(licenseId, now, Limits.ALL);
        }
    }

    /** What at least one license of a user reaches at that time, and what is open to everybody. */
    record OfUser(String userId, Instant now, Limits limits) implements ReleaseScope {
        /** The same by all limits of the licenses. */
        public OfUser(String userId, Instant now) {
            this(userId, now, Limits.ALL);
        }
    }

    /**
     * Which limits of licenses count: those that their expiry, their maintenance and their greatest version set.
     *
     * @param waived whether none of these counts, but only product, distribution, constraints and the release's own state
     * @param installed the version that is installed, from which maintenance counts where none greater is known; null when
     *     that was not said
     */
    record Limits(boolean waived, @Nullable DottedVersion installed) {
        /** All of them; nothing was said of what is installed. */
        public static final Limits ALL = new Limits(false, null);
        /** None of them. */
        public static final Limits WAIVED = new Limits(true, null);
    }

    /** The same for whom these limits count. */
    default ReleaseScope within(Limits limits) {
        return switch (this) {
            case OfLicense license -> new OfLicense(license.licenseId(), license.now(), limits);
            case OfUser user -> new OfUser(user.userId(), user.now(), limits);
            case Everything everything -> everything;
            case OfProduct product -> product;
            case Open open -> open;
        };
    }

    /** What is open to everybody. */
    record Open() implements ReleaseScope {}
}

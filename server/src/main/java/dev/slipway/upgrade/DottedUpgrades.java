package dev.slipway.upgrade;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.access.FirstUse;
import dev.slipway.access.LicenseStanding;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.access.ReleaseAccess.Denial;
import dev.slipway.event.Observations;
import dev.slipway.model.Aliases;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseScope;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.DottedReleaseRows.Line;
import dev.slipway.store.RevisionCache;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import dev.slipway.version.DottedVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers what an installation should run next to clients who count in dotted versions: the greatest release for their product,
 * channel and platform. In contrast to {@link Upgrades}, channels do not include each other.
 */
public final class DottedUpgrades {
    /** The channel of who names none. */
    public static final String DEFAULT_CHANNEL = "stable";

    private static final int REMEMBERED = 100_000;

    private final Store store;
    private final Observations observations;
    private final UpgradeNotes notes;
    private final RevisionCache<Key, Answer> answers;

    /** Chooses from this store, and remembers its answers while the store does not change. */
    public DottedUpgrades(Store store, Observations observations, FirstUse firstUse) {
        this.store = store;
        this.observations = observations;
        this.notes = new UpgradeNotes(store, observations, firstUse);
        this.answers = new RevisionCache<>(store, REMEMBERED);
    }

    /**
     * What the installation says of itself.
     *
     * @param productId a product's id
     * @param platform matched whatever its case
     * @param channel matched exactly; null or empty for {@link #DEFAULT_CHANNEL}
     * @param onlyAllowed whether only releases that the license's expiry, maintenance and greatest version allow are looked at
     */
    public record Question(
            String productId, String platform, @Nullable String channel, boolean onlyAllowed) {}

    /**
     * A release to go on to.
     *
     * @param reason why the license's expiry, maintenance or greatest version does not allow it; null when they do
     */
    public record Offer(Release release, @Nullable String reason) {
        /** Whether the caller may have it. */
        public boolean isAllowed() {
            return reason == null;
        }
    }

    /** Everything an answer depends on besides the store's revision. */
    private record Key(
            String accountId,
            AskerState asker,
            Question question,
            @Nullable String version) {}

    /**
     * @param isReleased whether the version that runs was once offered to the license that asks, so that it can be believed
     */
    record Answer(@Nullable Offer offer, @Nullable Refusal refusal, boolean isReleased) {}

    /**
     * The greatest release that is an update for an installed version.
     *
     * @param version what is installed, which need not be a known release: as many parts as it has are compared. In products
     *     with semantic versions it may also be one of those
     * @return empty when there is none
     * @throws Refusal 400 naming the parameter when the version is none; 404 when there is no such product for the caller; 401
     *     LICENSE_INVALID when their license is not for the product; 403 LICENSE_REVOKED, LICENSE_SUSPENDED or LICENSE_BANNED
     *     when it cannot be used, ACCESS_DENIED without the permission to upgrade
     */
    public Optional<Offer> update(Caller caller, Question question, String version) {
        Answer answer = answer(caller, question, version);
        Offer offer = answer.offer();
        if (answer.isReleased() && caller.bearer() instanceof Bearer.OfLicense license) {
            observations.reportVersion(caller, license.standing().license(), DottedVersion.parse(version));
        }
        if (offer != null && offer.isAllowed()) {
            notes.offered(caller, version, offer.release());
        }
        return Optional.ofNullable(offer);
    }

    /**
     * The greatest release, whatever is installed.
     *
     * @return empty when there is none
     * @throws Refusal as {@link #update} does, but for the version
     */
    public Optional<Offer> latest(Caller caller, Question question) {
        return Optional.ofNullable(answer(caller, question, null).offer());
    }

    private Answer answer(Caller caller, Question question, @Nullable String version) {
        caller.require(Permission.RELEASE_UPGRADE);
        caller.require(Permission.RELEASE_READ);
        Key key = new Key(caller.account().id(), AskerState.of(caller), question, version);
        Answer answer = answers.get(
                key, () -> store.read(caller.account().id(), session -> decide(session, caller, question, version)));
        if (answer.refusal() != null) {
            throw answer.refusal();
        }
        return answer;
    }

    /** What a caller is to be answered. */
    static Answer decide(Session session, Caller caller, Question question, @Nullable String version) {
        try {
            Product product = session.products()
                    .find(Aliases.canonical(question.productId()))
                    .filter(caller::mayKnowOf)
                    .orElse(null);
            requireUsable(caller, Aliases.canonical(question.productId()));
            if (product == null) {
                throw Refusal.of(
                        Problem.NOT_FOUND, "The requested product was not found", Source.parameter("productId"));
            }
            InstalledVersion installed = version == null ? null : InstalledVersion.parse(version, product);
            String channel =
                    question.channel() == null || question.channel().isEmpty() ? DEFAULT_CHANNEL : question.channel();
            Line line = new Line(product.id(), channel, question.platform());
            Offer offer = choose(session, caller, question.onlyAllowed(), line, installed);
            return new Answer(offer, null, isReleased(session, caller, line, version));
        } catch (Refusal refusal) {
            return new Answer(null, refusal, false);
        }
    }

    /** Refuses a license that is for another product, or that nothing can be had with. */
    private static void requireUsable(Caller caller, String productId) {
        if (caller.bearer() instanceof Bearer.OfLicense bearer) {
            LicenseStanding standing = bearer.standing();
            if (!standing.license().productId().equals(productId)) {
                throw Refusal.of(Problem.LICENSE_INVALID, "The license is not for the product");
            }
            if (standing.license().isStopped()) {
                throw Refusal.of(standing.license().revoked() ? Problem.LICENSE_REVOKED : Problem.LICENSE_SUSPENDED);
            }
            if (standing.ownerBanned()) {
                throw Refusal.of(Problem.LICENSE_BANNED);
            }
        }
    }

    private static @Nullable Offer choose(
            Session session, Caller caller, boolean onlyAllowed, Line line, @Nullable InstalledVersion installed) {
        DottedVersion base = installed == null ? null : installed.dotted();
        ReleaseScope scope = caller.releaseScope().within(new ReleaseScope.Limits(!onlyAllowed, base));
        Release release = session.dottedReleases()
                .findNewest(scope, line, installed == null ? null : installed.lowerBound())
                .filter(found -> installed == null || installed.isOlderThan(found))
                .orElse(null);
        if (release == null) {
            return null;
        }
        Denial denial = new ReleaseAccess(session, caller, base).judge(release).orElse(null);
        if (denial == null) {
            return new Offer(release, null);
        }
        if (!denial.isLimit()) {
            throw Refusal.accessDenied(denial.reason());
        }
        // What was asked for within the limits is only beyond them when these were widened since the caller signed in.
        return onlyAllowed ? null : new Offer(release, denial.reason());
    }

    /** Whether a license that asks may have what is said to be installed; only then it counts for its maintenance. */
    private static boolean isReleased(Session session, Caller caller, Line line, @Nullable String version) {
        if (version == null || !(caller.bearer() instanceof Bearer.OfLicense) || !DottedVersion.isDotted(version)) {
            return false;
        }
        return session.dottedReleases()
                .isPublished(caller.releaseScope(), line.productId(), line.channelName(), DottedVersion.parse(version));
    }
}

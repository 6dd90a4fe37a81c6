package dev.slipway.upgrade;

import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.access.Obstacle;
import dev.slipway.access.ReleaseExplanation;
import dev.slipway.access.ReleaseExplanation.Reason;
import dev.slipway.access.ReleaseExplanations;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.FileLabels;
import dev.slipway.model.License;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import dev.slipway.upgrade.DottedUpgrades.Offer;
import dev.slipway.upgrade.DottedUpgrades.Question;
import dev.slipway.version.DottedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the vendor what an installation that counts in dotted versions is answered to its update check, and why nothing else.
 * Nothing is observed, counted or started by that.
 */
public final class UpdateExplanations {
    /** How many releases are looked at. */
    private static final int MOST = 50;

    private final Store store;

    /** Explains what is in this store. */
    public UpdateExplanations(Store store) {
        this.store = store;
    }

    /**
     * What an installation is answered.
     *
     * @param refused why the check is refused altogether; empty where it is answered
     * @param next what it is told of, with what of the license's limits keeps it from that; null for nothing
     * @param passedOver releases that are greater than that, each with what is against it, the greatest first; where there is
     *     nothing to be told of, the last of these may be one that is not newer than what is installed
     * @param isCut whether there are more of these than are shown
     */
    public record Explanation(
            List<Reason> refused,
            @Nullable ReleaseExplanation next,
            List<ReleaseExplanation> passedOver,
            boolean isCut) {
        /** Takes copies. */
        public Explanation {
            refused = List.copyOf(refused);
            passedOver = List.copyOf(passedOver);
        }
    }

    /**
     * What an installation that asks with a license is answered, by the rules that answer it.
     *
     * @param question its product is of no account: it is the license's
     * @param version what is installed
     * @throws Refusal 404 when the caller may not know of the license; 403 when they are no vendor or lack a permission; 400
     *     naming the parameter when the version is none
     */
    public Explanation explain(Caller caller, String licenseIdOrKey, Question question, String version) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            License license = ReleaseExplanations.licenseToExplain(session, caller, licenseIdOrKey);
            LicenseStanding standing = LicenseStanding.of(session, license);
            Product product = session.products().find(license.productId()).orElseThrow();
            Question ofProduct =
                    new Question(product.id(), question.platform(), question.channel(), question.onlyAllowed());
            Caller asking = caller.as(standing);
            DottedUpgrades.Answer answer = DottedUpgrades.decide(session, asking, ofProduct, version);
            Refusal refusal = answer.refusal();
            if (refusal != null && refusal.problem() == Problem.BAD_REQUEST) {
                throw refusal;
            }
            Installation installation =
                    new Installation(session, caller, standing, ofProduct, InstalledVersion.parse(version, product));
            List<Reason> refused = refused(asking, standing, product, refusal);
            Offer offer = refused.isEmpty() ? answer.offer() : null;
            return installation.explain(refused, offer);
        });
    }

    private static List<Reason> refused(
            Caller asking, LicenseStanding standing, Product product, @Nullable Refusal refusal) {
        List<Reason> reasons = new ArrayList<>();
        if (UpgradeExplanations.lacksPermission(asking)) {
            reasons.add(Reason.of(Obstacle.PERMISSION_MISSING));
        }
        if (refusal == null) {
            return reasons;
        }
        if (standing.license().isStopped()) {
            reasons.add(
                    Reason.of(standing.license().revoked() ? Obstacle.LICENSE_REVOKED : Obstacle.LICENSE_SUSPENDED));
        }
        if (standing.ownerBanned()) {
            reasons.add(Reason.of(Obstacle.OWNER_BANNED));
        }
        if (product.distributionStrategy() == DistributionStrategy.CLOSED) {
            reasons.add(Reason.of(Obstacle.PRODUCT_CLOSED));
        }
        if (reasons.isEmpty()) {
            throw refusal;
        }
        return reasons;
    }

    /** What asks. */
    private record Installation(
            Session session, Caller caller, LicenseStanding standing, Question question, InstalledVersion installed) {

        Explanation explain(List<Reason> refused, @Nullable Offer offer) {
            Release next = offer == null ? null : offer.release();
            List<Release> greatest =
                    session.dottedReleases().listGreatest(standing.license().productId(), MOST + 1);
            List<ReleaseExplanation> passedOver = new ArrayList<>();
            for (Release release : greatest) {
                if (next != null && release.id().equals(next.id())) {
                    break;
                }
                boolean isNewer = isNewer(release);
                if (isNewer || (next == null && isInLine(release))) {
                    passedOver.add(passedOver(release, isNewer, refused));
                }
                if (!isNewer && isInLine(release)) {
                    break;
                }
            }
            boolean isCut = passedOver.size() > MOST;
            return new Explanation(
                    refused,
                    next == null ? null : explain(next),
                    isCut ? passedOver.subList(0, MOST) : passedOver,
                    isCut);
        }

        private ReleaseExplanation passedOver(Release release, boolean isNewer, List<Reason> refused) {
            ReleaseExplanation explanation = explain(release).with(against(release, isNewer));
            Set<Obstacle> known =
                    explanation.reasons().stream().map(Reason::obstacle).collect(Collectors.toSet());
            return explanation.with(refused.stream()
                    .filter(reason -> !known.contains(reason.obstacle()))
                    .toList());
        }

        private ReleaseExplanation explain(Release release) {
            return ReleaseExplanation.of(session, caller, standing, release, installed.dotted());
        }

        private boolean isNewer(Release release) {
            DottedVersion bound = installed.lowerBound();
            DottedVersion dotted = release.offer().dotted();
            boolean isAbove =
                    dotted != null && (bound == null || dotted.sortKey().compareTo(bound.limitKey()) > 0);
            return isAbove && installed.isOlderThan(release);
        }

        private boolean isInLine(Release release) {
            return release.status() == ReleaseStatus.PUBLISHED
                    && release.offer().archived() == null
                    && isInChannel(release)
                    && isForPlatform(release);
        }

        private boolean isInChannel(Release release) {
            String channel = question.channel();
            return release.offer()
                    .channelName()
                    .equals(channel == null || channel.isEmpty() ? DottedUpgrades.DEFAULT_CHANNEL : channel);
        }

        private boolean isForPlatform(Release release) {
            String platform = FileLabels.label(question.platform());
            return platform != null
                    && session.releases().platforms(release.id()).contains(platform);
        }

        private List<Reason> against(Release release, boolean isNewer) {
            List<Reason> reasons = new ArrayList<>();
            if (!isInChannel(release)) {
                reasons.add(Reason.of(Obstacle.OTHER_CHANNEL));
            }
            if (!isForPlatform(release)) {
                reasons.add(Reason.of(Obstacle.OTHER_PLATFORM));
            }
            if (!isNewer) {
                reasons.add(Reason.of(Obstacle.NOT_NEWER));
            }
            return reasons;
        }
    }
}

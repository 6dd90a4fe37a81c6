package dev.slipway.upgrade;

import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.access.Obstacle;
import dev.slipway.access.ReleaseExplanation;
import dev.slipway.access.ReleaseExplanation.Reason;
import dev.slipway.access.ReleaseExplanations;
import dev.slipway.model.License;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseScope;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Store;
import dev.slipway.upgrade.Upgrades.Candidates;
import dev.slipway.upgrade.Upgrades.Question;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the vendor what an installation with a license is offered, and why nothing else. Nothing is observed, counted or started
 * by that.
 */
public final class UpgradeExplanations {
    /** How many newer releases are looked at. */
    private static final int MOST = 50;

    private final Store store;

    /** Explains what is in this store. */
    public UpgradeExplanations(Store store) {
        this.store = store;
    }

    /**
     * What an installation is answered.
     *
     * @param current the release it runs, and what keeps the license from that
     * @param next what it is offered; null for nothing
     * @param passedOver the newer releases that are greater than what is offered, each with what is against it; the greatest
     *     first
     * @param isCut whether there are more of these than are shown
     */
    public record Explanation(
            ReleaseExplanation current, @Nullable Release next, List<ReleaseExplanation> passedOver, boolean isCut) {
        /** Takes a copy. */
        public Explanation {
            passedOver = List.copyOf(passedOver);
        }
    }

    /**
     * What an installation that asks with a license is answered, by the rules that answer it.
     *
     * @param question its {@code product} is of no account: it is the license's
     * @throws Refusal 404 when the caller may not know of the license, or its product has no such release or channel; 403 when
     *     they are no vendor or lack a permission; 400 when the question is none
     */
    public Explanation explain(Caller caller, String licenseIdOrKey, Question question) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            License license = ReleaseExplanations.licenseToExplain(session, caller, licenseIdOrKey);
            LicenseStanding standing = LicenseStanding.of(session, license);
            Question ofProduct = new Question(
                    question.base(),
                    license.productId(),
                    question.releasePackage(),
                    question.channel(),
                    question.constraint());
            Release base = Upgrades.findBase(session, new ReleaseScope.Everything(), ofProduct)
                    .orElseThrow(() -> Refusal.notFound("release", question.base()));
            Caller asking = caller.as(standing);
            ReleaseExplanation current = ReleaseExplanation.of(session, caller, standing, base)
                    .with(lacksPermission(asking) ? List.of(Reason.of(Obstacle.PERMISSION_MISSING)) : List.of());
            Candidates candidates = Upgrades.candidates(session, ofProduct, base);
            Upgrade upgrade = Upgrades.decide(session, asking, ofProduct).upgrade();
            Release next = upgrade == null || !current.isAllowed() ? null : upgrade.next();
            List<Release> newer = session.releases().listNewer(base, candidates.packageId(), MOST + 1);
            List<ReleaseExplanation> passedOver = new ArrayList<>();
            for (Release release : newer) {
                if (next != null && release.id().equals(next.id())) {
                    break;
                }
                passedOver.add(ReleaseExplanation.of(session, caller, standing, release)
                        .with(against(candidates, release)));
            }
            boolean isCut = passedOver.size() > MOST;
            return new Explanation(current, next, isCut ? passedOver.subList(0, MOST) : passedOver, isCut);
        });
    }

    /** Whether who asks may not ask at all. */
    static boolean lacksPermission(Caller asking) {
        return !asking.permissions().containsAll(EnumSet.of(Permission.RELEASE_UPGRADE, Permission.RELEASE_READ));
    }

    private static List<Reason> against(Candidates candidates, Release release) {
        List<Reason> reasons = new ArrayList<>();
        if (!candidates.channels().contains(release.channel())) {
            reasons.add(Reason.of(Obstacle.OTHER_CHANNEL));
        }
        if (candidates.constraint() != null && !candidates.constraint().allows(release.semver())) {
            reasons.add(Reason.of(Obstacle.OUTSIDE_CONSTRAINT));
        }
        return reasons;
    }
}

package dev.slipway.upgrade;

import dev.slipway.access.Caller;
import dev.slipway.access.FirstUse;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.event.Observations;
import dev.slipway.model.Aliases;
import dev.slipway.model.LabelKind;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleasePackage;
import dev.slipway.model.ReleaseScope;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.RevisionCache;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import dev.slipway.version.Channel;
import dev.slipway.version.VersionConstraint;
import dev.slipway.version.VersionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers what an installation should run next: the hot path of this program. */
public final class Upgrades {
    private static final int REMEMBERED = 100_000;

    private final Store store;
    private final UpgradeNotes notes;
    private final RevisionCache<Key, Answer> answers;

    /** Chooses from this store, and remembers its answers while the store does not change. */
    public Upgrades(Store store, Observations observations, FirstUse firstUse) {
        this.store = store;
        this.notes = new UpgradeNotes(store, observations, firstUse);
        this.answers = new RevisionCache<>(store, REMEMBERED);
    }

    /**
     * What the installation says of itself. Null means nothing was said.
     *
     * @param base the release it runs: id, version or tag
     * @param product a product's id, to tell apart releases of one version
     * @param releasePackage the package's id or key; empty for none; otherwise that of the base
     * @param channel the channel to follow, by key or id; otherwise that of the base
     * @param constraint limits what may be offered, see {@link VersionConstraint}
     */
    public record Question(
            String base,
            @Nullable String product,
            @Nullable String releasePackage,
            @Nullable String channel,
            @Nullable String constraint) {}

    /** Everything an answer depends on besides the store's revision. */
    private record Key(String accountId, AskerState asker, Question question) {}

    /** An upgrade or a refusal, and whether the release to upgrade from exists for the caller. */
    record Answer(@Nullable Upgrade upgrade, @Nullable Refusal refusal, boolean knowsBase) {}

    /**
     * The newest release the caller may have that is newer than the one they run.
     *
     * @throws Refusal 404 when the base is not known to the caller or there is nothing newer, 403 when they may not have the
     *     base or what is newer
     */
    public Upgrade next(Caller caller, Question question) {
        Answer answer = answers.get(
                new Key(caller.account().id(), AskerState.of(caller), question), () -> decide(caller, question));
        if (answer.knowsBase()) {
            caller.require(Permission.RELEASE_UPGRADE);
            caller.require(Permission.RELEASE_READ);
        }
        if (answer.refusal() != null) {
            throw answer.refusal();
        }
        Upgrade upgrade = answer.upgrade();
        if (upgrade == null) {
            throw new IllegalStateException("An answer is an upgrade or a refusal");
        }
        notes.offered(caller, upgrade.current().semver().text(), upgrade.next());
        return upgrade;
    }

    private Answer decide(Caller caller, Question question) {
        return store.read(caller.account().id(), session -> decide(session, caller, question));
    }

    /** What a caller is to be answered. */
    static Answer decide(Session session, Caller caller, Question question) {
        String packageId = question.releasePackage() == null ? null : packageId(session, question.releasePackage());
        Optional<Release> base = findBase(session, caller.releaseScope(), question);
        if (base.isEmpty()) {
            return new Answer(null, Refusal.notFound("release", question.base()), false);
        }
        try {
            return new Answer(choose(session, caller, question, base.get(), packageId), null, true);
        } catch (Refusal refusal) {
            return new Answer(null, refusal, true);
        }
    }

    /** The release to upgrade from, if it exists within a scope. */
    static Optional<Release> findBase(Session session, ReleaseScope scope, Question question) {
        String packageId = question.releasePackage() == null ? null : packageId(session, question.releasePackage());
        return session.releases().find(scope, within(question, packageId), question.base());
    }

    private static Upgrade choose(
            Session session, Caller caller, Question question, Release base, @Nullable String packageId) {
        ReleaseAccess access = new ReleaseAccess(session, caller);
        access.require(base);
        Candidates candidates = candidates(session, question, base, packageId);
        Release next = session.releases()
                .findNewest(
                        caller.releaseScope(),
                        base,
                        new ReleaseFilter(null, candidates.packageId(), null, candidates.channels(), null, null),
                        candidates.constraint())
                .orElseThrow(Upgrades::nothing);
        access.require(next);
        return new Upgrade(base, next);
    }

    /**
     * What may be chosen from, for all who ask.
     *
     * @param packageId empty for releases without a package
     */
    record Candidates(
            String packageId,
            Set<Channel> channels,
            @Nullable VersionConstraint constraint) {}

    /** What a question lets one choose from. */
    static Candidates candidates(Session session, Question question, Release base) {
        String packageId = question.releasePackage() == null ? null : packageId(session, question.releasePackage());
        return candidates(session, question, base, packageId);
    }

    private static Candidates candidates(Session session, Question question, Release base, @Nullable String packageId) {
        refuseBlank("channel", question.channel());
        refuseBlank("constraint", question.constraint());
        VersionConstraint constraint = question.constraint() == null ? null : constraint(question.constraint());
        Channel channel = question.channel() == null
                ? base.channel()
                : findChannel(session, question.channel()).orElseThrow(Upgrades::nothing);
        String basePackage = base.packageId() == null ? "" : base.packageId();
        String chosen = packageId == null || packageId.isEmpty() ? basePackage : packageId;
        return new Candidates(chosen, channel.includes(), constraint);
    }

    private static ReleaseFilter within(Question question, @Nullable String packageId) {
        String product = question.product() == null ? null : Aliases.canonical(question.product());
        return new ReleaseFilter(product, packageId, null, null, null, null);
    }

    private static String packageId(Session session, String idOrKey) {
        return idOrKey.isEmpty()
                ? ""
                : session.packages()
                        .findByIdOrKey(Aliases.canonical(idOrKey))
                        .map(ReleasePackage::id)
                        .orElse(idOrKey);
    }

    private static Optional<Channel> findChannel(Session session, String keyOrId) {
        return Channel.parse(keyOrId)
                .or(() -> session.labels()
                        .findKey(LabelKind.CHANNEL, Aliases.canonical(keyOrId))
                        .flatMap(Channel::parse));
    }

    private static VersionConstraint constraint(String text) {
        try {
            return VersionConstraint.parse(text);
        } catch (VersionException e) {
            Problem problem = Problem.CONSTRAINT_INVALID;
            throw Refusal.of(problem, problem.detail(), Source.parameter("constraint"));
        }
    }

    private static void refuseBlank(String parameter, @Nullable String text) {
        if (text != null && text.isBlank()) {
            throw Refusal.of(Problem.BAD_REQUEST, "cannot be blank", Source.parameter(parameter));
        }
    }

    private static Refusal nothing() {
        return Refusal.notFound("release");
    }
}

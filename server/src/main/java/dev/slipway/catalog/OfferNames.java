package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.ListQuery;
import dev.slipway.model.OfferName;
import dev.slipway.model.OfferName.Kind;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import dev.slipway.version.Channel;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The names of channels and platforms that an account offers releases under. They are what publishers choose from, and no
 * release needs to be under one of them: new names are added as releases use them. What is changed or removed here changes no
 * release.
 */
public final class OfferNames {
    private static final int LONGEST_NAME = 255;
    private static final Set<Role> WRITERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Keeps names in this store. */
    public OfferNames(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /**
     * What a new entry says of itself.
     *
     * @param channel the key of the known channel that a channel counts as; null for the usual one
     */
    public record Draft(String name, @Nullable String channel) {}

    /** What an update says; null is no change of the name, and the usual one for the channel. */
    public record Changes(Change<String> name, Change<String> channel) {}

    /** The entries that a query wants. */
    public Slice<OfferName> list(Caller caller, Kind kind, ListQuery query) {
        requireReader(caller);
        return store.read(caller.account().id(), session -> session.offerNames().list(kind, query));
    }

    /**
     * An entry.
     *
     * @throws Refusal 404
     */
    public OfferName show(Caller caller, Kind kind, String id) {
        requireReader(caller);
        return store.read(caller.account().id(), session -> find(session, kind, id));
    }

    private static void requireReader(Caller caller) {
        caller.requireAuthentication();
        caller.require(Permission.RELEASE_READ);
        if (!caller.isVendor()) {
            throw caller.deny();
        }
    }

    private static OfferName find(Session session, Kind kind, String id) {
        return session.offerNames()
                .find(kind, Aliases.canonical(id))
                .orElseThrow(() -> Refusal.notFound(kind.words(), id));
    }

    /** Adds an entry. */
    public OfferName create(Caller caller, Kind kind, Draft draft) {
        caller.require(Permission.RELEASE_UPDATE, WRITERS);
        return store.write(caller.account().id(), session -> {
            OfferName entry = checked(
                    session,
                    new OfferName(ids.next(), kind, draft.name(), null, caller.now(), caller.now()),
                    draft.channel());
            session.offerNames().insert(entry);
            changes.record(session, caller, event(kind, "created"), type(kind), entry.id());
            return entry;
        });
    }

    /**
     * Changes an entry, for what is released from now on.
     *
     * @param changesOf read only once the caller is known to be allowed to change the entry
     */
    public OfferName update(Caller caller, Kind kind, String id, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            OfferName current = find(session, kind, id);
            caller.require(Permission.RELEASE_UPDATE, WRITERS);
            Changes update = changesOf.get();
            String name = update.name().overRequired(current.name());
            @Nullable
            String kept = current.channel() == null || isKnown(name)
                    ? null
                    : current.channel().key();
            OfferName entry = checked(
                    session,
                    new OfferName(current.id(), kind, name, null, current.created(), caller.now()),
                    update.channel().over(kept));
            session.offerNames().update(entry);
            changes.record(session, caller, event(kind, "updated"), type(kind), entry.id());
            return entry;
        });
    }

    /** Removes an entry; releases stay under its name. */
    public void delete(Caller caller, Kind kind, String id) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            OfferName entry = find(session, kind, id);
            caller.require(Permission.RELEASE_UPDATE, WRITERS);
            changes.record(session, caller, event(kind, "deleted"), type(kind), entry.id());
            session.offerNames().delete(entry.id());
            return entry;
        });
    }

    private static OfferName checked(Session session, OfferName entry, @Nullable String channelKey) {
        Violations violations = new Violations();
        Source name = Source.attribute("name");
        violations.addIf(entry.name().isBlank(), name, Rule.MISSING, "must not be blank");
        violations.addIfLonger(entry.name(), LONGEST_NAME, "name");
        violations.addIf(
                session.offerNames()
                        .findByName(entry.kind(), entry.name())
                        .filter(other -> !other.id().equals(entry.id()))
                        .isPresent(),
                name,
                Rule.TAKEN,
                "is taken");
        @Nullable Channel channel = entry.kind() == Kind.CHANNEL ? channel(entry.name(), channelKey, violations) : null;
        violations.throwIfAny();
        return new OfferName(entry.id(), entry.kind(), entry.name(), channel, entry.created(), entry.updated());
    }

    /** A name that is one of the known channels' is that channel's. */
    private static Channel channel(String name, @Nullable String given, Violations violations) {
        Channel usual = Channel.ofName(name);
        if (given == null) {
            return usual;
        }
        Source source = Source.attribute("keygenChannel");
        Optional<Channel> wanted = Channel.parse(given.toLowerCase(Locale.ROOT));
        violations.addIf(wanted.isEmpty(), source, Rule.INVALID, "must be stable, rc, beta, alpha or dev");
        violations.addIf(
                isKnown(name) && wanted.isPresent() && wanted.get() != usual,
                source,
                Rule.NOT_ALLOWED,
                "must be %s for a channel of that name".formatted(usual.key()));
        return wanted.orElse(usual);
    }

    private static boolean isKnown(String name) {
        return Channel.parse(name.toLowerCase(Locale.ROOT)).isPresent();
    }

    /** The known channel that a channel of any name counts as. */
    static Channel channel(Session session, String channelName) {
        return session.offerNames()
                .findByName(Kind.CHANNEL, channelName)
                .map(OfferName::channel)
                .orElseGet(() -> Channel.ofName(channelName));
    }

    /** Adds the names that a release is offered under. */
    static void note(Session session, Ids ids, Caller caller, Release release) {
        note(session, ids, caller, Kind.CHANNEL, release.offer().channelName(), release.channel());
        // In one order everywhere, so that no two transactions wait for each other.
        release.offer().platforms().stream()
                .sorted(Comparator.comparing(Kind.PLATFORM::key))
                .forEach(platform -> note(session, ids, caller, Kind.PLATFORM, platform, null));
    }

    private static void note(
            Session session, Ids ids, Caller caller, Kind kind, String name, @Nullable Channel channel) {
        if (session.offerNames().findByName(kind, name).isEmpty()) {
            session.offerNames().note(new OfferName(ids.next(), kind, name, channel, caller.now(), caller.now()));
        }
    }

    private static String type(Kind kind) {
        return kind == Kind.CHANNEL ? "channels" : "platforms";
    }

    private static String event(Kind kind, String change) {
        return (kind == Kind.CHANNEL ? "release-channel." : "release-platform.") + change;
    }
}

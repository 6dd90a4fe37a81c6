package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.model.Aliases;
import dev.slipway.model.Label;
import dev.slipway.model.LabelFilter;
import dev.slipway.model.LabelKind;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Slice;
import dev.slipway.problem.Refusal;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The channels, platforms, arches and engines in use. Customers see those of open products and of licensed ones they hold a
 * license for, whatever its state and whatever the releases' status and constraints.
 */
public final class Labels {
    private final Store store;

    /** Looks in this store. */
    public Labels(Store store) {
        this.store = store;
    }

    /**
     * Those the caller may know of.
     *
     * @param productId only what this product uses, null for any
     */
    public Slice<Label> list(Caller caller, LabelKind kind, @Nullable String productId, PageRequest page) {
        return store.read(caller.account().id(), session -> {
            caller.require(permission(kind));
            return filter(caller, kind, productId)
                    .map(filter -> session.labels().list(filter, page))
                    .orElseGet(() -> new Slice<>(List.of(), false, 0));
        });
    }

    /**
     * The one with that id.
     *
     * @param productId only if this product uses it, null for any
     * @throws Refusal 404 or 403
     */
    public Label show(Caller caller, LabelKind kind, @Nullable String productId, String id) {
        return require(caller, kind, id, session -> find(session, caller, kind, productId, id));
    }

    /**
     * The engine with that id or key; an id wins.
     *
     * @throws Refusal 404 or 403
     */
    public Label showEngine(Caller caller, String idOrKey) {
        LabelKind kind = LabelKind.ENGINE;
        return require(
                caller,
                kind,
                idOrKey,
                session -> find(session, caller, kind, null, idOrKey)
                        .or(() -> filter(caller, kind, null)
                                .flatMap(filter -> session.labels().findByKey(filter, idOrKey))));
    }

    private interface LookUp {
        Optional<Label> in(Session session);
    }

    private Label require(Caller caller, LabelKind kind, String id, LookUp lookUp) {
        return store.read(caller.account().id(), session -> {
            Label found = lookUp.in(session).orElseThrow(() -> Refusal.notFound(kind.words(), id));
            caller.require(permission(kind));
            return found;
        });
    }

    private static Optional<Label> find(
            Session session, Caller caller, LabelKind kind, @Nullable String productId, String id) {
        return filter(caller, kind, productId)
                .flatMap(filter -> session.labels().find(filter, Aliases.canonical(id)));
    }

    /** Empty when the caller can know of none. */
    private static Optional<LabelFilter> filter(Caller caller, LabelKind kind, @Nullable String productId) {
        String own = caller.productId();
        if (own != null && productId != null && !own.equals(productId)) {
            return Optional.empty();
        }
        return Optional.of(new LabelFilter(kind, own != null ? own : productId, Guard.customerOf(caller)));
    }

    private static Permission permission(LabelKind kind) {
        return switch (kind) {
            case CHANNEL -> Permission.CHANNEL_READ;
            case PLATFORM -> Permission.PLATFORM_READ;
            case ARCH -> Permission.ARCH_READ;
            case ENGINE -> Permission.ENGINE_READ;
        };
    }

    /** The key that a key or an id stands for. What names nothing is returned as it is and so fits nothing. */
    static @Nullable String keyOf(Session session, LabelKind kind, @Nullable String keyOrId) {
        if (keyOrId == null || !Aliases.isIdLike(keyOrId)) {
            return keyOrId;
        }
        return session.labels().findKey(kind, Aliases.canonical(keyOrId)).orElse(keyOrId);
    }
}

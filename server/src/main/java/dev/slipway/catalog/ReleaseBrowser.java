package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.model.BrowsedReleases;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.store.Store;
import java.util.List;

/** Releases as the vendor's people look through them. */
public final class ReleaseBrowser {
    private final Store store;

    /** Looks in this store. */
    public ReleaseBrowser(Store store) {
        this.store = store;
    }

    /**
     * What lately was used.
     *
     * @param channels as they were named
     */
    public record Suggestions(List<String> channels, List<String> platforms) {}

    /** Those that fit, with their products and files. */
    public Slice<ReleaseDetails> list(Caller caller, BrowsedReleases wanted, PageRequest page) {
        caller.require(Permission.RELEASE_READ, Role.STAFF);
        return store.read(caller.account().id(), session -> {
            Slice<Release> found = session.search().browse(caller.releaseScope(), wanted, page);
            return new Slice<>(ReleaseDetails.of(session, found.items()), found.hasMore(), found.total());
        });
    }

    /** Whether a caller may do with releases what a permission is for. */
    public static boolean may(Caller caller, Permission permission) {
        return caller.may(permission, Guard.WRITERS);
    }

    /** What releases of late are offered as. */
    public Suggestions suggestions(Caller caller) {
        caller.require(Permission.RELEASE_READ, Role.STAFF);
        return store.read(
                caller.account().id(),
                session -> new Suggestions(
                        session.search().recentChannelNames(), session.search().recentPlatforms()));
    }
}

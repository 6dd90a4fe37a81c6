package dev.slipway.catalog;

import dev.slipway.model.Aliases;
import dev.slipway.model.FileFilter;
import dev.slipway.model.LabelKind;
import dev.slipway.model.Product;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleasePackage;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.store.Session;
import dev.slipway.version.Channel;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which releases a caller asks for, in the caller's words. Null means any; what names nothing fits no release.
 *
 * @param product a product's id
 * @param releasePackage a package's id or key; empty for releases without a package
 * @param engine an engine's key or id; empty for releases without one
 * @param channel a channel's key or id, taken with the channels it includes
 * @param status a status, in any case
 * @param yanked true for withdrawn releases only, false for all others only
 * @param entitlements codes; releases that need none but these
 * @param version exactly this one
 * @param file releases with a file like this, in the caller's words, its platform and arch by key or id
 */
public record ReleaseQuery(
        @Nullable String product,
        @Nullable String releasePackage,
        @Nullable String engine,
        @Nullable String channel,
        @Nullable String status,
        @Nullable Boolean yanked,
        @Nullable List<String> entitlements,
        @Nullable String version,
        FileFilter file) {
    /** No restriction. */
    public static final ReleaseQuery ANY = new ReleaseQuery(null, null, null, null, null, null, null);

    /** Of any version, with any file or none. */
    public ReleaseQuery(
            @Nullable String product,
            @Nullable String releasePackage,
            @Nullable String engine,
            @Nullable String channel,
            @Nullable String status,
            @Nullable Boolean yanked,
            @Nullable List<String> entitlements) {
        this(product, releasePackage, engine, channel, status, yanked, entitlements, null, FileFilter.ANY);
    }

    /** The same, but only releases of that version and with a file like that. */
    public ReleaseQuery with(@Nullable String version, FileFilter file) {
        return new ReleaseQuery(product, releasePackage, engine, channel, status, yanked, entitlements, version, file);
    }

    /** Only releases of one product and, where given, one package. */
    public static ReleaseQuery in(@Nullable String product, @Nullable String releasePackage) {
        return new ReleaseQuery(product, releasePackage, null, null, null, null, null);
    }

    /** The filter this stands for. */
    ReleaseFilter resolve(Session session) {
        if (equals(ANY)) {
            return ReleaseFilter.ANY;
        }
        return new ReleaseFilter(
                product == null ? null : Aliases.canonical(product),
                packageId(session),
                Labels.keyOf(session, LabelKind.ENGINE, engine),
                channel == null ? null : channels(session, channel),
                statuses(),
                entitlements == null ? null : entitlementIds(session, entitlements),
                version,
                new FileFilter(
                        ArtifactRules.filetypeFilter(file.filetype()),
                        Labels.keyOf(session, LabelKind.PLATFORM, file.platform()),
                        Labels.keyOf(session, LabelKind.ARCH, file.arch())));
    }

    /** The same with the product's id, where its code may have been given. */
    ReleaseQuery withProductOfCode(Session session) {
        if (product == null || Aliases.isIdLike(product)) {
            return this;
        }
        String id = session.products().findByCode(product).map(Product::id).orElse(product);
        return new ReleaseQuery(id, releasePackage, engine, channel, status, yanked, entitlements, version, file);
    }

    private @Nullable String packageId(Session session) {
        if (releasePackage == null || releasePackage.isEmpty()) {
            return releasePackage;
        }
        return session.packages()
                .findByIdOrKey(Aliases.canonical(releasePackage))
                .map(ReleasePackage::id)
                .orElse(releasePackage);
    }

    private static Set<Channel> channels(Session session, String keyOrId) {
        return findChannel(session, keyOrId).map(Channel::includes).orElse(Set.of());
    }

    /** The channel of that key or id. */
    static Optional<Channel> findChannel(Session session, String keyOrId) {
        return Channel.parse(keyOrId)
                .or(() -> session.labels()
                        .findKey(LabelKind.CHANNEL, Aliases.canonical(keyOrId))
                        .flatMap(Channel::parse));
    }

    private @Nullable Set<ReleaseStatus> statuses() {
        if (status == null && yanked == null) {
            return null;
        }
        Set<ReleaseStatus> wanted = EnumSet.allOf(ReleaseStatus.class);
        if (status != null) {
            wanted.removeIf(each -> !each.name().equalsIgnoreCase(status));
        }
        if (yanked != null) {
            wanted.removeIf(each -> (each == ReleaseStatus.YANKED) != yanked);
        }
        return wanted;
    }

    private static Set<String> entitlementIds(Session session, List<String> codes) {
        return codes.stream()
                .flatMap(code -> session.entitlements().findByIdOrCode(Aliases.canonical(code)).stream())
                .map(entitlement -> entitlement.id())
                .collect(Collectors.toSet());
    }
}

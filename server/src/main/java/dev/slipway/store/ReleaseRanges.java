package dev.slipway.store;

import static dev.slipway.store.schema.Tables.ARTIFACTS;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.PACKAGES;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static dev.slipway.store.schema.Tables.RELEASES;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.ArtifactFilter;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a list of releases or artifacts into ranges that an index each holds in the list's order: "of this product, channel
 * and status" rather than "of one of these channels". The ranges only save work; what may be listed is said elsewhere.
 */
final class ReleaseRanges {
    /** Beyond this many, one walk in the list's order finds enough soon. */
    private static final int MOST = 32;

    private final DSLContext sql;
    private final String accountId;

    ReleaseRanges(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /** Ranges that hold all releases of a scope that fit. */
    List<Condition> ofReleases(ReleaseScope scope, ReleaseFilter filter) {
        return filter.version() == null
                ? split(products(scope, filter.productId(), RELEASES.PRODUCT_ID), rarest(scope, filter))
                : List.of(RELEASES.SEMVER.eq(filter.version()));
    }

    /** The part of a filter that leaves the fewest releases: it chooses the index, the other parts judge what is found. */
    private List<Condition> rarest(ReleaseScope scope, ReleaseFilter filter) {
        Set<ReleaseStatus> statuses = isVendor(scope) ? filter.statuses() : EnumSet.of(ReleaseStatus.PUBLISHED);
        if (statuses != null && !statuses.contains(ReleaseStatus.PUBLISHED)) {
            return equal(RELEASES.STATUS, statuses);
        }
        if (filter.packageId() != null) {
            return List.of(ReleaseConditions.hasWhereGiven(RELEASES.PACKAGE_ID, filter.packageId()));
        }
        if (filter.engine() != null) {
            return packages(filter, filter.engine());
        }
        if (filter.channels() != null) {
            return channels(filter);
        }
        return statuses == null ? List.of(noCondition()) : equal(RELEASES.STATUS, statuses);
    }

    /** Ranges that hold all artifacts of a scope that fit, in the order of lists. */
    List<Condition> ofArtifacts(ReleaseScope scope, ArtifactFilter filter) {
        if (filter.releaseId() != null) {
            return List.of(ARTIFACTS.RELEASE_ID.eq(filter.releaseId()));
        }
        return releases(scope, filter)
                .orElseGet(() -> split(
                        products(scope, filter.releases().productId(), ARTIFACTS.PRODUCT_ID), rarest(scope, filter)));
    }

    /** Ranges that hold all artifacts of a scope that fit and, given a file name, the newest first. */
    List<Condition> ofNewestArtifacts(ReleaseScope scope, ArtifactFilter filter) {
        if (filter.releaseId() != null) {
            return List.of(ARTIFACTS.RELEASE_ID.eq(filter.releaseId()));
        }
        return releases(scope, filter)
                .orElseGet(() -> products(scope, filter.releases().productId(), ARTIFACTS.PRODUCT_ID));
    }

    private static List<Condition> rarest(ReleaseScope scope, ArtifactFilter filter) {
        Set<ArtifactStatus> statuses = isVendor(scope) ? filter.statuses() : EnumSet.of(ArtifactStatus.UPLOADED);
        if (statuses != null && !statuses.contains(ArtifactStatus.UPLOADED)) {
            return equal(ARTIFACTS.STATUS, statuses);
        }
        if (filter.platform() != null) {
            return List.of(ReleaseConditions.hasWhereGiven(ARTIFACTS.PLATFORM, filter.platform()));
        }
        if (filter.arch() != null) {
            return List.of(ReleaseConditions.hasWhereGiven(ARTIFACTS.ARCH, filter.arch()));
        }
        if (filter.filetype() != null) {
            return List.of(ReleaseConditions.hasWhereGiven(ARTIFACTS.FILETYPE, filter.filetype()));
        }
        return statuses == null ? List.of(noCondition()) : equal(ARTIFACTS.STATUS, statuses);
    }

    /** One range for each of the releases a filter is about, where it is about particular ones and they are few. */
    private Optional<List<Condition>> releases(ReleaseScope scope, ArtifactFilter filter) {
        ReleaseFilter wanted = filter.releases();
        Set<String> ids = new LinkedHashSet<>();
        if (filter.release() != null) {
            // Each condition asked for by itself is served by an index; joined by OR they may not be.
            for (Condition named : ReleaseConditions.eachNamed(filter.release())) {
                ids.addAll(few(scope, wanted, named, List.of()));
            }
        } else if (wanted.packageId() != null || wanted.engine() != null || wanted.channels() != null) {
            for (Condition range : ofReleases(scope, wanted)) {
                // In an order that the range has, or an engine may try its luck with a scan.
                ids.addAll(few(scope, wanted, range, List.of(RELEASES.CREATED.asc(), RELEASES.ID.asc())));
            }
        } else {
            return Optional.empty();
        }
        return ids.size() > MOST
                ? Optional.empty()
                : Optional.of(ids.stream().map(ARTIFACTS.RELEASE_ID::eq).toList());
    }

    private List<String> few(ReleaseScope scope, ReleaseFilter filter, Condition range, List<SortField<?>> order) {
        return sql.select(RELEASES.ID)
                .from(RELEASES)
                .where(ReleaseConditions.present(accountId)
                        .and(range)
                        .and(ReleaseConditions.visible(accountId, scope))
                        .and(ReleaseConditions.matching(filter)))
                .orderBy(order)
                .limit(MOST + 1)
                .fetch(RELEASES.ID);
    }

    private List<Condition> products(ReleaseScope scope, @Nullable String wanted, TableField<?, String> productField) {
        if (scope instanceof ReleaseScope.Everything) {
            return List.of(wanted == null ? noCondition() : productField.eq(wanted));
        }
        Condition reached = PRODUCTS.ACCOUNT_ID
                .eq(accountId)
                .and(PRODUCTS.DELETED.isNull())
                .and(wanted == null ? noCondition() : PRODUCTS.ID.eq(wanted))
                .and(reachedBy(scope));
        List<String> ids = sql.select(PRODUCTS.ID)
                .from(PRODUCTS)
                .where(reached)
                .limit(MOST + 1)
                .fetch(PRODUCTS.ID);
        return ids.size() > MOST
                ? List.of(productField.in(select(PRODUCTS.ID).from(PRODUCTS).where(reached)))
                : ids.stream().map(productField::eq).toList();
    }

    private Condition reachedBy(ReleaseScope scope) {
        return switch (scope) {
            case ReleaseScope.Everything everything -> noCondition();
            case ReleaseScope.OfProduct product -> PRODUCTS.ID.eq(product.productId());
            case ReleaseScope.Open open -> of(DistributionStrategy.OPEN);
            case ReleaseScope.OfLicense license -> openOrLicensedBy(LICENSES, LICENSES.ID.eq(license.licenseId()));
            case ReleaseScope.OfUser user ->
                openOrLicensedBy(LicenseConditions.heldBy(accountId, user.userId()), noCondition());
        };
    }

    private Condition openOrLicensedBy(Table<?> licenses, Condition license) {
        return of(DistributionStrategy.OPEN)
                .or(of(DistributionStrategy.LICENSED)
                        .and(PRODUCTS.ID.in(select(LICENSES.PRODUCT_ID)
                                .from(licenses)
                                .where(LICENSES.ACCOUNT_ID.eq(accountId).and(license)))));
    }

    private static Condition of(DistributionStrategy strategy) {
        return PRODUCTS.DISTRIBUTION_STRATEGY.eq(strategy.name());
    }

    private List<Condition> packages(ReleaseFilter filter, String engine) {
        List<Condition> packages = new ArrayList<>(sql.select(PACKAGES.ID)
                .from(PACKAGES)
                .where(PACKAGES.ACCOUNT_ID
                        .eq(accountId)
                        .and(filter.productId() == null ? noCondition() : PACKAGES.PRODUCT_ID.eq(filter.productId()))
                        .and(ReleaseConditions.hasWhereGiven(PACKAGES.ENGINE, engine)))
                .limit(MOST + 1)
                .fetch(row -> RELEASES.PACKAGE_ID.eq(row.value1())));
        if (engine.isEmpty()) {
            packages.add(RELEASES.PACKAGE_ID.isNull());
        }
        return packages.size() > MOST ? List.of(noCondition()) : packages;
    }

    /** One range for each channel that is wanted. */
    static List<Condition> channels(ReleaseFilter filter) {
        return filter.channels() == null ? List.of(noCondition()) : equal(RELEASES.CHANNEL, filter.channels());
    }

    private static boolean isVendor(ReleaseScope scope) {
        return scope instanceof ReleaseScope.Everything || scope instanceof ReleaseScope.OfProduct;
    }

    private static List<Condition> equal(TableField<?, String> field, Collection<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).sorted().map(field::eq).toList();
    }

    /** Every range cut by every part, unless that makes too many. */
    private static List<Condition> split(List<Condition> ranges, List<Condition> parts) {
        if (ranges.size() * parts.size() > MOST) {
            return ranges;
        }
        return ranges.stream().flatMap(range -> parts.stream().map(range::and)).toList();
    }
}

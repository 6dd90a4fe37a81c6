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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
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
        List<Condition> ranges = products(scope, filter.productId(), RELEASES.PRODUCT_ID);
        ranges = split(ranges, packages(filter));
        ranges = split(ranges, channels(filter));
        return split(ranges, statuses(scope, filter));
    }

    /** Ranges that hold all artifacts of a scope that fit. */
    List<Condition> ofArtifacts(ReleaseScope scope, ArtifactFilter filter) {
        if (filter.releaseId() != null) {
            return List.of(ARTIFACTS.RELEASE_ID.eq(filter.releaseId()));
        }
        List<Condition> ranges = releases(scope, filter);
        if (ranges == null) {
            ranges = products(scope, filter.releases().productId(), ARTIFACTS.PRODUCT_ID);
        }
        boolean uploadedOnly = !isVendor(scope);
        Collection<ArtifactStatus> statuses = uploadedOnly ? Set.of(ArtifactStatus.UPLOADED) : filter.statuses();
        return split(ranges, statuses == null ? List.of(noCondition()) : equal(ARTIFACTS.STATUS, statuses));
    }

    /** One range for each of the releases a filter is about, where they are few; null otherwise. */
    private @Nullable List<Condition> releases(ReleaseScope scope, ArtifactFilter filter) {
        ReleaseFilter wanted = filter.releases();
        boolean ofParticular = filter.release() != null
                || wanted.packageId() != null
                || wanted.engine() != null
                || wanted.channels() != null;
        if (!ofParticular) {
            return null;
        }
        // Each condition asked for by itself is served by an index; joined by OR they may not be.
        Stream<Condition> conditions = filter.release() == null
                ? ofReleases(scope, wanted).stream()
                : ReleaseConditions.eachNamed(filter.release()).stream();
        Set<String> found = new LinkedHashSet<>();
        for (Condition condition : conditions.toList()) {
            found.addAll(sql.select(RELEASES.ID)
                    .from(RELEASES)
                    .where(ReleaseConditions.present(accountId)
                            .and(ReleaseConditions.visible(accountId, scope))
                            .and(ReleaseConditions.matching(wanted))
                            .and(condition))
                    .limit(MOST + 1)
                    .fetch(RELEASES.ID));
        }
        return found.size() > MOST
                ? null
                : found.stream().map(ARTIFACTS.RELEASE_ID::eq).toList();
    }

    private List<Condition> products(ReleaseScope scope, @Nullable String wanted, TableField<?, String> productField) {
        if (wanted != null) {
            return List.of(productField.eq(wanted));
        }
        @Nullable
        Condition licensed = switch (scope) {
            case ReleaseScope.Everything everything -> null;
            case ReleaseScope.OfProduct product -> PRODUCTS.ID.eq(product.productId());
            case ReleaseScope.Open open -> openToAll();
            case ReleaseScope.OfLicense license -> openToAll().or(licensedBy(LICENSES.ID.eq(license.licenseId())));
            case ReleaseScope.OfUser user -> openToAll().or(licensedBy(LICENSES.OWNER_ID.eq(user.userId())));
        };
        if (licensed == null) {
            return List.of(noCondition());
        }
        Condition reached =
                PRODUCTS.ACCOUNT_ID.eq(accountId).and(PRODUCTS.DELETED.isNull()).and(licensed);
        List<String> ids = sql.select(PRODUCTS.ID)
                .from(PRODUCTS)
                .where(reached)
                .limit(MOST + 1)
                .fetch(PRODUCTS.ID);
        return ids.size() > MOST
                ? List.of(productField.in(select(PRODUCTS.ID).from(PRODUCTS).where(reached)))
                : ids.stream().map(productField::eq).toList();
    }

    private static Condition openToAll() {
        return PRODUCTS.DISTRIBUTION_STRATEGY.eq(DistributionStrategy.OPEN.name());
    }

    private Condition licensedBy(Condition license) {
        return PRODUCTS.ID.in(select(LICENSES.PRODUCT_ID)
                .from(LICENSES)
                .where(LICENSES.ACCOUNT_ID.eq(accountId).and(license)));
    }

    private List<Condition> packages(ReleaseFilter filter) {
        String engine = filter.engine();
        if (engine == null || filter.packageId() != null) {
            return List.of(noCondition());
        }
        List<Condition> packages = new ArrayList<>(sql.select(PACKAGES.ID)
                .from(PACKAGES)
                .where(PACKAGES.ACCOUNT_ID
                        .eq(accountId)
                        .and(filter.productId() == null ? noCondition() : PACKAGES.PRODUCT_ID.eq(filter.productId()))
                        .and(engine.isEmpty() ? PACKAGES.ENGINE.isNull() : PACKAGES.ENGINE.eq(engine)))
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

    private static List<Condition> statuses(ReleaseScope scope, ReleaseFilter filter) {
        if (!isVendor(scope)) {
            return List.of(RELEASES.STATUS.eq(ReleaseStatus.PUBLISHED.name()));
        }
        return filter.statuses() == null ? List.of(noCondition()) : equal(RELEASES.STATUS, filter.statuses());
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

package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Sql.unindexed;
import static dev.slipway.store.schema.Tables.CONSTRAINTS;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.LICENSE_ENTITLEMENTS;
import static dev.slipway.store.schema.Tables.PACKAGES;
import static dev.slipway.store.schema.Tables.POLICIES;
import static dev.slipway.store.schema.Tables.POLICY_ENTITLEMENTS;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static dev.slipway.store.schema.Tables.RELEASES;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.slipway.model.Aliases;
import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.version.SemVer;
import dev.slipway.version.Tag;
import dev.slipway.version.VersionConstraint;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rules about releases that must hold inside a query, so that lists, look-ups and "newest" agree and stay indexed. */
final class ReleaseConditions {
    private ReleaseConditions() {}

    /** Releases that are there at all: neither they nor their product are marked as deleted. */
    static Condition present(String accountId) {
        return RELEASES.ACCOUNT_ID
                .eq(accountId)
                .and(RELEASES.DELETED.isNull())
                .and(exists(selectOne()
                        .from(PRODUCTS)
                        .where(PRODUCTS.ACCOUNT_ID
                                .eq(accountId)
                                .and(PRODUCTS.ID.eq(unindexed(RELEASES.PRODUCT_ID)))
                                .and(PRODUCTS.DELETED.isNull()))));
    }

    /** The one visibility rule, as far as it must hold inside queries. */
    static Condition visible(String accountId, ReleaseScope scope) {
        return switch (scope) {
            case ReleaseScope.Everything everything -> noCondition();
            case ReleaseScope.OfProduct product ->
                unindexed(RELEASES.PRODUCT_ID).eq(product.productId());
            case ReleaseScope.Open open -> published().and(openToAll(accountId));
            case ReleaseScope.OfLicense license ->
                published()
                        .and(reached(accountId, LICENSES, LICENSES.ID.eq(license.licenseId()), license.now())
                                .or(openToAll(accountId)));
            case ReleaseScope.OfUser user ->
                published()
                        .and(reached(
                                        accountId,
                                        LicenseConditions.heldBy(accountId, user.userId()),
                                        noCondition(),
                                        user.now())
                                .or(openToAll(accountId)));
        };
    }

    private static Condition published() {
        return unindexed(RELEASES.STATUS).eq(ReleaseStatus.PUBLISHED.name());
    }

    private static Condition openToAll(String accountId) {
        return exists(selectOne()
                        .from(PRODUCTS)
                        .where(PRODUCTS.ACCOUNT_ID
                                .eq(accountId)
                                .and(PRODUCTS.ID.eq(unindexed(RELEASES.PRODUCT_ID)))
                                .and(PRODUCTS.DISTRIBUTION_STRATEGY.eq(DistributionStrategy.OPEN.name()))))
                .and(notExists(selectOne()
                        .from(CONSTRAINTS)
                        .where(CONSTRAINTS.ACCOUNT_ID.eq(accountId).and(CONSTRAINTS.RELEASE_ID.eq(RELEASES.ID)))));
    }

    /** Some license that fits is for this product, in time and holds every entitlement the release is constrained to. */
    private static Condition reached(String accountId, Table<?> licenses, Condition license, Instant now) {
        return exists(selectOne()
                .from(licenses)
                .join(POLICIES)
                .on(POLICIES.ACCOUNT_ID.eq(accountId).and(POLICIES.ID.eq(LICENSES.POLICY_ID)))
                .join(PRODUCTS)
                .on(PRODUCTS.ACCOUNT_ID.eq(accountId).and(PRODUCTS.ID.eq(LICENSES.PRODUCT_ID)))
                .where(LICENSES.ACCOUNT_ID
                        .eq(accountId)
                        .and(license)
                        .and(LICENSES.PRODUCT_ID.eq(RELEASES.PRODUCT_ID))
                        .and(PRODUCTS.DISTRIBUTION_STRATEGY.ne(DistributionStrategy.CLOSED.name()))
                        .and(inWindow(micros(now)))
                        .and(notExists(selectOne()
                                .from(CONSTRAINTS)
                                .where(CONSTRAINTS
                                        .ACCOUNT_ID
                                        .eq(accountId)
                                        .and(CONSTRAINTS.RELEASE_ID.eq(RELEASES.ID))
                                        .and(CONSTRAINTS.ENTITLEMENT_ID.notIn(heldEntitlements(accountId))))))));
    }

    private static Select<Record1<String>> heldEntitlements(String accountId) {
        return select(LICENSE_ENTITLEMENTS.ENTITLEMENT_ID)
                .from(LICENSE_ENTITLEMENTS)
                .where(LICENSE_ENTITLEMENTS
                        .ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSE_ENTITLEMENTS.LICENSE_ID.eq(LICENSES.ID)))
                .union(select(POLICY_ENTITLEMENTS.ENTITLEMENT_ID)
                        .from(POLICY_ENTITLEMENTS)
                        .where(POLICY_ENTITLEMENTS
                                .ACCOUNT_ID
                                .eq(accountId)
                                .and(POLICY_ENTITLEMENTS.POLICY_ID.eq(LICENSES.POLICY_ID))));
    }

    private static Condition inWindow(long now) {
        Field<String> strategy = POLICIES.EXPIRATION_STRATEGY;
        Condition revoking = strategy.eq(ExpirationStrategy.REVOKE_ACCESS.name());
        Condition madeInTime = RELEASES.CREATED.le(LICENSES.EXPIRY).or(RELEASES.BACKDATED.le(LICENSES.EXPIRY));
        return LICENSES.EXPIRY
                .isNull()
                .or(strategy.eq(ExpirationStrategy.ALLOW_ACCESS.name()))
                .or(revoking.and(LICENSES.EXPIRY.gt(now)))
                .or(revoking.not().and(madeInTime));
    }

    /** What a filter wants. Judges releases only; {@link ReleaseRanges} says where they are found. */
    static Condition matching(ReleaseFilter filter) {
        Condition condition = noCondition();
        if (filter.productId() != null) {
            condition = condition.and(unindexed(RELEASES.PRODUCT_ID).eq(filter.productId()));
        }
        if (filter.packageId() != null) {
            condition = condition.and(hasWhereGiven(unindexed(RELEASES.PACKAGE_ID), filter.packageId()));
        }
        if (filter.engine() != null) {
            condition = condition.and(ofEngine(filter.engine().isEmpty() ? null : filter.engine()));
        }
        if (filter.channels() != null) {
            condition = condition.and(unindexed(RELEASES.CHANNEL)
                    .in(filter.channels().stream().map(Enum::name).toList()));
        }
        if (filter.statuses() != null) {
            condition = condition.and(unindexed(RELEASES.STATUS)
                    .in(filter.statuses().stream().map(Enum::name).toList()));
        }
        if (filter.version() != null) {
            condition = condition.and(unindexed(RELEASES.SEMVER).eq(filter.version()));
        }
        condition = condition.and(FileConditions.showing(filter.file()));
        if (filter.entitlementIds() != null) {
            condition = condition.and(notExists(selectOne()
                    .from(CONSTRAINTS)
                    .where(CONSTRAINTS
                            .ACCOUNT_ID
                            .eq(RELEASES.ACCOUNT_ID)
                            .and(CONSTRAINTS.RELEASE_ID.eq(RELEASES.ID))
                            .and(CONSTRAINTS.ENTITLEMENT_ID.notIn(filter.entitlementIds())))));
        }
        return condition;
    }

    /** The release that a path or a parameter names by id, version or tag. */
    static Condition named(String idOrVersionOrTag) {
        return DSL.or(eachNamed(idOrVersionOrTag));
    }

    /** What {@link #named} says as conditions that are each served by an index. */
    static List<Condition> eachNamed(String idOrVersionOrTag) {
        return Stream.of(
                        List.of(RELEASES.ID.eq(Aliases.canonical(idOrVersionOrTag))),
                        ofVersionOrTag(idOrVersionOrTag),
                        List.of(ofDottedVersion(idOrVersionOrTag)))
                .flatMap(List::stream)
                .toList();
    }

    /** Releases of that version or tag; each condition is served by an index. */
    static List<Condition> ofVersionOrTag(String text) {
        return List.of(RELEASES.SEMVER.eq(text), RELEASES.TAG.eq(text));
    }

    /** Releases of that version where it is a dotted one; served by an index. */
    static Condition ofDottedVersion(String text) {
        return RELEASES.DOTTED_VERSION.eq(text).and(unindexed(RELEASES.VERSION).eq(text));
    }

    private static Condition ofEngine(@Nullable String engine) {
        Condition sameKey = engine == null ? PACKAGES.ENGINE.isNotNull() : PACKAGES.ENGINE.eq(engine);
        Condition some = exists(selectOne()
                .from(PACKAGES)
                .where(PACKAGES.ACCOUNT_ID
                        .eq(RELEASES.ACCOUNT_ID)
                        .and(PACKAGES.ID.eq(unindexed(RELEASES.PACKAGE_ID)))
                        .and(sameKey)));
        return engine == null ? some.not() : some;
    }

    /** A column that has a value or, where that is empty, none; anything when null. */
    static Condition hasWhereGiven(Field<String> column, @Nullable String value) {
        if (value == null) {
            return noCondition();
        }
        return value.isEmpty() ? column.isNull() : column.eq(value);
    }

    /** The rule of {@link SemVer#isNewerThan} as a condition on the stored parts; an absent part equals nothing. */
    static Condition newerThan(SemVer base) {
        Condition sameMajor = RELEASES.VERSION_MAJOR.eq(base.major());
        Condition sameMinor = sameMajor.and(RELEASES.VERSION_MINOR.eq(base.minor()));
        Condition samePatch = sameMinor.and(RELEASES.VERSION_PATCH.eq(base.patch()));
        Condition newer = RELEASES.VERSION_MAJOR
                .gt(base.major())
                .or(sameMajor.and(RELEASES.VERSION_MINOR.gt(base.minor())))
                .or(sameMinor.and(RELEASES.VERSION_PATCH.gt(base.patch())));
        Tag prerelease = base.prereleaseTag();
        Tag build = base.buildTag();
        if (prerelease.word() == null) {
            return newer;
        }
        Condition sameWord = samePatch.and(RELEASES.PRERELEASE_WORD.eq(prerelease.word()));
        newer = newer.or(samePatch.and(RELEASES.PRERELEASE_WORD.isNull().and(RELEASES.PRERELEASE_NUMBER.isNull())))
                .or(samePatch.and(RELEASES.PRERELEASE_WORD.gt(prerelease.word())))
                .or(sameWord.and(laterOrFirst(RELEASES.PRERELEASE_NUMBER, prerelease.number())));
        if (prerelease.number() == null) {
            return newer;
        }
        Condition samePrerelease = sameWord.and(RELEASES.PRERELEASE_NUMBER.eq(prerelease.number()));
        newer = newer.or(samePrerelease.and(laterOrFirst(RELEASES.BUILD_WORD, build.word())));
        if (build.word() == null) {
            return newer;
        }
        return newer.or(samePrerelease
                .and(RELEASES.BUILD_WORD.eq(build.word()))
                .and(laterOrFirst(RELEASES.BUILD_NUMBER, build.number())));
    }

    private static <V> Condition laterOrFirst(TableField<?, V> part, @Nullable V base) {
        return base == null ? part.isNotNull() : part.gt(base);
    }

    /** The rule of {@link VersionConstraint#allows} as a condition on the stored parts. */
    static Condition allowedBy(VersionConstraint constraint) {
        Condition condition = RELEASES.VERSION_MAJOR.eq(constraint.major());
        Long minor = constraint.minor();
        Long patch = constraint.patch();
        if (minor != null && patch == null) {
            condition = condition.and(RELEASES.VERSION_MINOR.ge(minor));
        } else if (minor != null) {
            condition = condition.and(RELEASES.VERSION_MINOR.eq(minor)).and(RELEASES.VERSION_PATCH.ge(patch));
        }
        condition = condition.and(equalWhereGiven(
                RELEASES.PRERELEASE_WORD, constraint.prerelease().word()));
        condition = condition.and(equalWhereGiven(
                RELEASES.PRERELEASE_NUMBER, constraint.prerelease().number()));
        condition = condition.and(
                equalWhereGiven(RELEASES.BUILD_WORD, constraint.build().word()));
        return condition.and(
                equalWhereGiven(RELEASES.BUILD_NUMBER, constraint.build().number()));
    }

    private static <V> Condition equalWhereGiven(TableField<?, V> part, @Nullable V value) {
        return value == null ? noCondition() : part.eq(value);
    }
}

package dev.slipway.model;

import java.time.Instant;

/** Which releases exist for a bearer at all. Decided in {@code access}, applied by every query. */
public sealed interface ReleaseScope {

    /** All of the account, in every status: the vendor's staff. */
    record Everything() implements ReleaseScope {}

    /** All of one product, in every status: a product's own token. */
    record OfProduct(String productId) implements ReleaseScope {}

    /** What a license reaches at that time, and what is open to everybody. */
    record OfLicense(String licenseId, Instant now) implements ReleaseScope {}

    /** What at least one license of a user reaches at that time, and what is open to everybody. */
    record OfUser(String userId, Instant now) implements ReleaseScope {}

    /** What is open to everybody. */
    record Open() implements ReleaseScope {}
}

package dev.slipway.model;

/** Which users of an account a caller may list at all. */
public sealed interface UserScope {

    /** All of them. */
    record Everybody() implements UserScope {}

    /** Those who hold a license of a product. */
    record OfProduct(String productId) implements UserScope {}

    /** Those who hold a license. */
    record OfLicense(String licenseId) implements UserScope {}

    /** One user, and those who hold a license together with them. */
    record Around(String userId) implements UserScope {}
}

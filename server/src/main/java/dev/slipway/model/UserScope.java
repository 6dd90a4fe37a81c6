package dev.slipway.model;

import org.jspecify.annotations.Nullable;

/** Which users of an account a caller may list at all. */
public sealed interface UserScope {

    /** All of them. */
    record Everybody() implements UserScope {}

    /** Those who hold a license of a product. */
    record OfProduct(String productId) implements UserScope {}

    /** One user; nobody when null. */
    record One(@Nullable String userId) implements UserScope {}
}

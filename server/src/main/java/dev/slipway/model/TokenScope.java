package dev.slipway.model;

/** Which tokens exist for a caller at all. */
public sealed interface TokenScope {

    /** All of the account. */
    record Everything() implements TokenScope {}

    /** Those of one bearer. */
    record OfBearer(BearerReference bearer) implements TokenScope {}

    /** Those of a product, of its licenses and of the customers who hold one. */
    record OfProduct(String productId) implements TokenScope {}
}

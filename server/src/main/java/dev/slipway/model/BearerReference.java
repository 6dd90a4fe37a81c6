package dev.slipway.model;

/** Who a token speaks for. */
public record BearerReference(Kind kind, String id) {

    /** What can bear a token. */
    public enum Kind {
        USER,
        PRODUCT,
        LICENSE
    }
}

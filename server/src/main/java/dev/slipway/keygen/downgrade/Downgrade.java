package dev.slipway.keygen.downgrade;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One difference between two neighboring versions of the API: how what the newer one shows becomes what the older one shows. It
 * is given copies, which it changes in place.
 */
interface Downgrade {
    /** The newest version that has the older form. */
    ApiVersion newest();

    /** Whether this resource looks different in the older form. */
    default boolean concerns(ObjectNode resource) {
        return false;
    }

    /** Whether rewriting takes more than the resource itself. */
    default boolean needsBackground() {
        return false;
    }

    /** Gives a resource that is concerned the older form. */
    default void rewrite(ObjectNode resource, Background background) {}

    /** Whether a document says something outside its resources that looks different in the older form. */
    default boolean concernsWhole(JsonNode document) {
        return false;
    }

    /** Gives a whole document that is concerned the older form. */
    default void rewriteWhole(ObjectNode document) {}

    /**
     * Gives an error the older form, if it has another one.
     *
     * @param status the status of the answer
     */
    default void rewriteError(ObjectNode error, int status) {}
}

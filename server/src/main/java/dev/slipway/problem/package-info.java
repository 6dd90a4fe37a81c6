/** Every way a request can be refused: one catalogue, rendered by each view in its own dialect. Depends on nothing. */
@NullMarked
package dev.slipway.problem;

import org.jspecify.annotations.NullMarked;

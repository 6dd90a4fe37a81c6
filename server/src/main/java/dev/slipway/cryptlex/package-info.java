/** Cryptlex's API under {@code /v3}: plain JSON over the same use cases as every other view. */
@NullMarked
package dev.slipway.cryptlex;

import org.jspecify.annotations.NullMarked;

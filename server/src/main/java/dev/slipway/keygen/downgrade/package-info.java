/** Older versions of the API: the newest documents, rewritten step by step. */
@NullMarked
package dev.slipway.keygen.downgrade;

import org.jspecify.annotations.NullMarked;

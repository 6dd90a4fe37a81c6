/** The bytes of artifacts: the store that keeps them, the digests that name them, the signed links that lead to them. */
@NullMarked
package dev.slipway.blob;

import org.jspecify.annotations.NullMarked;

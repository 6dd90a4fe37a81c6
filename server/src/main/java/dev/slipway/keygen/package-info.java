/** Keygen's release API under /v1: its JSON:API dialect, translated to and from the use cases. */
@NullMarked
package dev.slipway.keygen;

import org.jspecify.annotations.NullMarked;

/** Attacks on the whole server: what must never work, never break it and never change anything. */
@NullMarked
package dev.slipway.hostile;

import org.jspecify.annotations.NullMarked;

/** Versions, their orders and sort keys, constraints and channels: pure values without I/O. */
@NullMarked
package dev.slipway.version;

import org.jspecify.annotations.NullMarked;

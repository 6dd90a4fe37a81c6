/** What a crash may cost: nothing that was acknowledged. */
@NullMarked
package dev.slipway.durability;

import org.jspecify.annotations.NullMarked;

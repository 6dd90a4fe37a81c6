/** Sends events to webhook endpoints: to addresses that were checked, signed, again and again until somebody has them. */
@NullMarked
package dev.slipway.event.delivery;

import org.jspecify.annotations.NullMarked;

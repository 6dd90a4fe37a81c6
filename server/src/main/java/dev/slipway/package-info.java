/** The composition root: builds the whole server from plain constructors. */
@NullMarked
package dev.slipway;

import org.jspecify.annotations.NullMarked;

/** Typed settings from flags, environment and file, and the switch of the logging output. */
@NullMarked
package dev.slipway.config;

import org.jspecify.annotations.NullMarked;

/** The commands of the program. */
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;

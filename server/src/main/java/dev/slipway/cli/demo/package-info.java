/** The demonstration: a vendor and its customers, played over HTTP against a server of its own. */
@NullMarked
package dev.slipway.cli.demo;

import org.jspecify.annotations.NullMarked;

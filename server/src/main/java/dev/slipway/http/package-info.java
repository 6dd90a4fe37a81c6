/** The thin layer over the network: requests in, responses out, routes, limits, ranges; the only package that knows the network library. */
@NullMarked
package dev.slipway.http;

import org.jspecify.annotations.NullMarked;

/** The pages for vendors: what their people see and do in a browser. */
@NullMarked
package dev.slipway.dashboard;

import org.jspecify.annotations.NullMarked;

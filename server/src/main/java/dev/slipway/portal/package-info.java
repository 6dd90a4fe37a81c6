/** The pages for customers, at {@code /portal}: what their licenses let them download, and what these cover. */
@NullMarked
package dev.slipway.portal;

import org.jspecify.annotations.NullMarked;

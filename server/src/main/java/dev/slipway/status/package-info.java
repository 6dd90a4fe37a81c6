/** What an operator's tools look at: health, readiness, the access log. */
@NullMarked
package dev.slipway.status;

import org.jspecify.annotations.NullMarked;

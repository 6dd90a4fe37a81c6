/** The installation secret and what is derived from it: keyed hashes, sealed values, password hashes, fresh ids. Depends on nothing. */
@NullMarked
package dev.slipway.secret;

import org.jspecify.annotations.NullMarked;

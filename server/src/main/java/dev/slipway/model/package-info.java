/** The domain's nouns as records: what an account holds, in which states. Depends only on versions and problems. */
@NullMarked
package dev.slipway.model;

import org.jspecify.annotations.NullMarked;

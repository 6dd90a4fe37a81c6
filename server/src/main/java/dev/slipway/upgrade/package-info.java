/** What an installation should run next. */
@NullMarked
package dev.slipway.upgrade;

import org.jspecify.annotations.NullMarked;

/** What tests share: a whole server on either engine, clients that act as somebody, a clock to turn. */
@NullMarked
package dev.slipway.testing;

import org.jspecify.annotations.NullMarked;

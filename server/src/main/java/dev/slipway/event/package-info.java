/** What happened: changes written with the change itself, observations written shortly after the answer. */
@NullMarked
package dev.slipway.event;

import org.jspecify.annotations.NullMarked;

/** What happened: changes written with the change itself, observations shortly after the answer, both told to whoever subscribed. */
@NullMarked
package dev.slipway.event;

import org.jspecify.annotations.NullMarked;

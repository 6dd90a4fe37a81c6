/** Real clients, call by call: what each of them sends, and what it looks at in the answers. */
@NullMarked
package dev.slipway.clients;

import org.jspecify.annotations.NullMarked;

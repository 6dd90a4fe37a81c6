/** The addresses of bytes: signed links to send and fetch them, without any other credential. */
@NullMarked
package dev.slipway.transfer;

import org.jspecify.annotations.NullMarked;

/** Who asks and may they: bearers, credentials, tokens, roles, permissions and the one rule about who may have a release. */
@NullMarked
package dev.slipway.access;

import org.jspecify.annotations.NullMarked;

/** On what terms customers may have releases: policies, licenses, entitlements, and the people who hold them. */
@NullMarked
package dev.slipway.licensing;

import org.jspecify.annotations.NullMarked;

/** The description of the whole interface for machines: one OpenAPI document, put together from the parts it is written in. */
@NullMarked
package dev.slipway.openapi;

import org.jspecify.annotations.NullMarked;

/** The database: migrations, transactions, engine differences, and every query. Knows nouns and versions, no rules of use cases. */
@NullMarked
package dev.slipway.store;

import org.jspecify.annotations.NullMarked;

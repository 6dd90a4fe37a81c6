/** What a vendor ships: products, packages, releases, artifacts; drafting, publishing, yanking, uploading. */
@NullMarked
package dev.slipway.catalog;

import org.jspecify.annotations.NullMarked;

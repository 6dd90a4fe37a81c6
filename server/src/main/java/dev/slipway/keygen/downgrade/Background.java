package dev.slipway.keygen.downgrade;

import dev.slipway.catalog.ClassicFile;
import dev.slipway.catalog.ClassicFiles;
import java.util.Map;

/**
 * What older forms show beyond the newest document, read once for all of its resources.
 *
 * @param files by release; a release without one is missing
 * @param counters by release; empty where the audience may not see them
 * @param products the ids of products by artifact
 */
record Background(
        Map<String, ClassicFile> files, Map<String, ClassicFiles.Counters> counters, Map<String, String> products) {
    static final Background NONE = new Background(Map.of(), Map.of(), Map.of());
}

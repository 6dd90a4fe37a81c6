package dev.slipway.dashboard;

import dev.slipway.catalog.Overview;
import dev.slipway.web.Text;

/**
 * How much is stored.
 *
 * @param words of how much, in words
 * @param limit in bytes; 0 for none
 */
public record StorageUse(String words, long used, long limit) {

    static StorageUse of(Overview.Storage storage) {
        String used = Text.size(storage.used());
        String words = storage.limit() == 0 ? used : used + " of " + Text.size(storage.limit());
        return new StorageUse(words, storage.used(), storage.limit());
    }
}

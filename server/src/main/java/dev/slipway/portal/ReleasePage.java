package dev.slipway.portal;

import dev.slipway.web.Frame;
import dev.slipway.web.Markdown;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release, as customers see it.
 *
 * @param name what it is called beside its product and version; null for nothing
 * @param notes Markdown; null for none
 * @param licenses those that cover it
 */
public record ReleasePage(
        Frame frame,
        String title,
        @Nullable String name,
        String channel,
        Instant published,
        @Nullable String notes,
        Markdown markdown,
        List<FileGroup> files,
        List<Covering> licenses) {

    /** A license that covers the release. */
    public record Covering(String path, String name) {}
}

package dev.slipway.dashboard;

import dev.slipway.web.Choice;
import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Releases of the account, as the filters want them.
 *
 * @param filtered whether a filter is set
 * @param channels suggestions, like platforms
 */
public record ReleasesPage(
        Frame frame,
        Form filters,
        boolean filtered,
        List<Row> releases,
        PageLinks links,
        Picker products,
        List<Choice> standings,
        List<String> channels,
        List<String> platforms,
        boolean mayCreate) {

    /** One release. */
    public record Row(
            String id,
            String version,
            @Nullable String name,
            String product,
            String channel,
            String platforms,
            String standing,
            boolean isPrivate,
            Instant created) {}
}

package dev.slipway.dashboard;

import dev.slipway.web.Choice;
import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

    /** Where a release is drafted: of the product that is shown, if it is one. */
    public String draftPath() {
        String product = filters.value("product");
        return product.isEmpty()
                ? "/releases/new"
                : "/releases/new?product=" + URLEncoder.encode(product, StandardCharsets.UTF_8);
    }

    /**
     * One release.
     *
     * @param files how many there are
     * @param published when it was published first; null for a draft
     */
    public record Row(
            String id,
            String version,
            @Nullable String name,
            String product,
            String channel,
            String platforms,
            Badge standing,
            boolean isPrivate,
            int files,
            @Nullable Instant published,
            Instant created,
            ReleasePage.May may) {

        /** Whether there is anything to do with it from the list. */
        public boolean hasActions() {
            return may.upload() || may.publish() || may.yank();
        }
    }
}

package dev.slipway.portal;

import dev.slipway.web.Choice;
import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import dev.slipway.web.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The releases a customer may have, newest first.
 *
 * @param filters text and product
 * @param products those the customer holds licenses for
 * @param hasLicenses whether there is any license that could let releases in
 */
public record ReleasesPage(
        Frame frame,
        Form filters,
        boolean isFiltered,
        List<Choice> products,
        List<Card> releases,
        PageLinks links,
        boolean hasLicenses) {

    /**
     * A release.
     *
     * @param name what it is called beside its product and version; null for nothing
     * @param visitors its files for the visitor's platform; null when there are none
     * @param count how many files it has
     */
    public record Card(
            String path,
            String title,
            @Nullable String name,
            String channel,
            Instant published,
            @Nullable FileGroup visitors,
            int count) {

        /** Whether there is anything to fetch. */
        public boolean hasFiles() {
            return count > 0;
        }

        /** How many files it has, in words. */
        public String files() {
            return count == 0 ? "no files" : count == 1 ? "1 file" : Text.number(count) + " files";
        }
    }
}

package dev.slipway.portal;

import dev.slipway.web.Choice;
import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
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
     * @param files how many files it has, in words
     */
    public record Card(
            String path,
            String title,
            @Nullable String name,
            String channel,
            Instant published,
            @Nullable FileGroup visitors,
            String files) {}
}

package dev.slipway.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is around the content of a page.
 *
 * @param title what the page is called
 * @param path the address of the page, without its query
 * @param formToken what every form must send along, as {@link FormTokens#FIELD}
 * @param person who is signed in; null for nobody
 * @param notice what was just done; null for nothing
 * @param navigation the links this visitor may follow
 */
public record Frame(
        Area area,
        String title,
        String path,
        Theme theme,
        String formToken,
        @Nullable Person person,
        @Nullable String notice,
        List<NavigationLink> navigation,
        Assets assets) {

    /**
     * Who is signed in.
     *
     * @param name how they are called: an e-mail address, or the name of a license
     * @param role in words
     * @param account the name of the account
     */
    public record Person(String name, String role, String account) {}

    /** The address of one of our files, e.g. {@code slipway.css}. */
    public String asset(String name) {
        return assets.path(name);
    }
}

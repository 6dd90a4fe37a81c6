package dev.slipway.web;

import dev.slipway.access.Caller;
import java.util.List;
import java.util.function.Predicate;

/**
 * A set of pages for one kind of people.
 *
 * @param title what it is called in the title of every page
 * @param prefix what its addresses begin with: {@code /}, or a path without a slash at the end
 * @param cookie the name of the cookie that holds the session
 * @param admits whether its pages are for a caller at all
 * @param elsewhere what callers are told for whom they are not
 * @param navigation the links that every page has
 */
public record Area(
        String title,
        String prefix,
        String cookie,
        Predicate<Caller> admits,
        String elsewhere,
        List<NavigationLink> navigation) {
    /** Keeps a copy of the links. */
    public Area {
        navigation = List.copyOf(navigation);
    }

    /** An address of the area, e.g. of {@code /sign-in}. */
    public String path(String rest) {
        return prefix.equals("/") ? rest : prefix + rest;
    }
}

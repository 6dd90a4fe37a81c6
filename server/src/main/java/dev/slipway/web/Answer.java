package dev.slipway.web;

import org.jspecify.annotations.Nullable;

/** What an action answers a visit with. */
public sealed interface Answer {

    /**
     * A page.
     *
     * @param template the path of its template, e.g. {@code dashboard/products.jte}
     * @param model the template's one parameter
     */
    record Page(int status, String template, Object model) implements Answer {}

    /**
     * Another address of this server, where a form that did its work leads.
     *
     * @param notice what the page there tells the visitor once; null for nothing
     */
    record Redirect(String path, @Nullable String notice) implements Answer {}

    /** The session begins, and the visitor goes on to another address. */
    record SignedIn(String cookie, String path) implements Answer {}

    /** The session is over, and the visitor goes on to another address. */
    record SignedOut(String path, @Nullable String notice) implements Answer {}

    /** The visitor wants other colors, and goes on to another address. */
    record Themed(Theme theme, String path) implements Answer {}

    /** A page that is well. */
    static Answer page(String template, Object model) {
        return new Page(200, template, model);
    }

    /** A page with a form whose content was refused. */
    static Answer refused(String template, Object model) {
        return new Page(422, template, model);
    }
}

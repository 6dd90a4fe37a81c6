package dev.slipway.web;

import dev.slipway.model.Permission;

/**
 * A link that every page of an area has.
 *
 * @param icon the name of a symbol in {@code icons.svg}
 * @param permission what it takes to see it
 */
public record NavigationLink(String label, String path, String icon, Permission permission) {

    /** Whether a page lies behind this link. */
    public boolean covers(String page) {
        return page.equals(path) || page.startsWith(path + "/");
    }
}

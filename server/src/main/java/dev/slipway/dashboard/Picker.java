package dev.slipway.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a field can be chosen from: some of many, which can be searched.
 *
 * @param kind what is searched: the last part of the address that answers with what fits
 * @param choices the newest, or those that fit what was searched for
 * @param isSearched whether there are more than are shown, or were before something was searched for
 */
public record Picker(String kind, List<Choice> choices, boolean isSearched) {
    /** What the name of the field begins with that is searched by. */
    public static final String SEARCH = "search-";

    /** Takes a copy. */
    public Picker {
        choices = List.copyOf(choices);
    }

    /** The address of what fits, for a field of that name. */
    public String address(String field, String blank) {
        return "/choices/" + kind + "?field=" + URLEncoder.encode(field, StandardCharsets.UTF_8) + "&blank="
                + URLEncoder.encode(blank, StandardCharsets.UTF_8);
    }
}

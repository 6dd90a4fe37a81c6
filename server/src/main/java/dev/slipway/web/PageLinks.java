package dev.slipway.web;

import dev.slipway.http.QueryParameters;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on. The address holds the number of the page as {@code page}; what else it says, such as filters, stays.
 *
 * @param summary which records are shown, of how many
 * @param previous the address of the page before; null on the first
 * @param next the address of the page after; null on the last
 */
public record PageLinks(
        String summary, @Nullable String previous, @Nullable String next) {
    private static final int SIZE = 25;
    private static final int LAST = 1_000_000;
    private static final String PARAMETER = "page";

    /** The part of a list that a visit asks for, newest first; the first part when it asks for nonsense. */
    public static PageRequest.Offset wanted(Visit visit) {
        String text = visit.query().first(PARAMETER);
        boolean isNumber = text != null && text.matches("[1-9][0-9]{0,5}");
        return new PageRequest.Offset(isNumber ? Integer.parseInt(text) : 1, SIZE, false);
    }

    /** The links around what {@link #wanted} gave. */
    public static PageLinks of(Visit visit, Slice<?> found) {
        int number = wanted(visit).number();
        long first = (long) (number - 1) * SIZE + 1;
        long last = first + found.items().size() - 1;
        String range = found.items().isEmpty() ? "None" : Text.number(first) + "–" + Text.number(last);
        return new PageLinks(
                found.total() < 0 ? range : range + " of " + Text.number(found.total()),
                number == 1 ? null : address(visit, number - 1),
                found.hasMore() && number < LAST ? address(visit, number + 1) : null);
    }

    private static String address(Visit visit, int number) {
        String others = visit.query().entries().stream()
                .filter(entry -> !entry.name().equals(PARAMETER))
                .map(PageLinks::encoded)
                .collect(Collectors.joining());
        return visit.request().path() + "?" + others + PARAMETER + "=" + number;
    }

    private static String encoded(QueryParameters.Entry entry) {
        return URLEncoder.encode(entry.name(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(entry.value(), StandardCharsets.UTF_8) + "&";
    }
}

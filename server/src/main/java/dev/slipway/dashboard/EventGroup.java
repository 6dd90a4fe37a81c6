package dev.slipway.dashboard;

import dev.slipway.web.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Events about one thing, to choose from.
 *
 * @param title what they are about
 */
public record EventGroup(String title, List<Box> boxes) {

    /** An event that can be ticked. */
    public record Box(String name, boolean ticked) {}

    /** These events by what they are about, and those that were ticked before though they are unknown. */
    static List<EventGroup> of(Collection<String> known, Collection<String> ticked) {
        TreeSet<String> names = new TreeSet<>(known);
        names.addAll(ticked);
        names.remove(WebhookWords.EVERYTHING);
        Map<String, List<Box>> groups = names.stream()
                .map(name -> new Box(name, ticked.contains(name)))
                .collect(Collectors.groupingBy(box -> subject(box.name()), TreeMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(each -> new EventGroup(Text.words(each.getKey()), each.getValue()))
                .toList();
    }

    private static String subject(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}

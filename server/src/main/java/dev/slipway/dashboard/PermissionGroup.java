package dev.slipway.dashboard;

import dev.slipway.model.Permission;
import dev.slipway.web.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Permissions about one thing, to choose from.
 *
 * @param title what they are about
 */
public record PermissionGroup(String title, List<Box> boxes) {

    /** A permission that can be ticked. */
    public record Box(String key, boolean ticked) {}

    /** These permissions by what they are about, those ticked that are named. */
    static List<PermissionGroup> of(Set<Permission> permissions, Collection<String> ticked) {
        Map<String, List<Box>> groups = permissions.stream()
                .sorted()
                .map(permission -> new Box(permission.key(), ticked.contains(permission.key())))
                .collect(Collectors.groupingBy(
                        box -> box.key().substring(0, box.key().indexOf('.')), TreeMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(each -> new PermissionGroup(Text.words(each.getKey()), each.getValue()))
                .toList();
    }
}

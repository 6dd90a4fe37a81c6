package dev.slipway.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an account decides once for all that come later.
 *
 * @param permissions names of permissions, as they were given
 */
public record AccountSetting(String id, Key key, List<String> permissions, Instant created, Instant updated) {

    /** Takes a copy. */
    public AccountSetting {
        permissions = List.copyOf(permissions);
    }

    /** What there is to decide. */
    public enum Key {
        DEFAULT_LICENSE_PERMISSIONS("default_license_permissions", Role.LICENSE),
        DEFAULT_USER_PERMISSIONS("default_user_permissions", Role.USER);

        private final String text;
        private final Role role;

        Key(String text, Role role) {
            this.text = text;
            this.role = role;
        }

        /** The name on the wire. */
        public String text() {
            return text;
        }

        /** Whose permissions are decided when they are made. */
        public Role role() {
            return role;
        }

        /** The key of that name. */
        public static Optional<Key> find(String text) {
            return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
        }

        /** The key that decides about new bearers of a role. */
        public static Optional<Key> of(Role role) {
            return Arrays.stream(values()).filter(key -> key.role == role).findFirst();
        }
    }
}

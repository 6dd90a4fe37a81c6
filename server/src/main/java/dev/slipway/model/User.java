package dev.slipway.model;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person: one of the vendor's, or a customer.
 *
 * @param email in lower case, unique in the account
 * @param passwordHash an Argon2id hash; null when no password is set
 * @param permissions an override of the role's; null for the default
 * @param banned since when; null when not
 */
public record User(
        String id,
        String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String passwordHash,
        Role role,
        @Nullable Set<Permission> permissions,
        @Nullable Instant banned,
        Metadata metadata,
        Instant created,
        Instant updated) {

    /** Keeps the password hash out of logs. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}

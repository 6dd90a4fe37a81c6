package dev.slipway.licensing;

import dev.slipway.model.LicenseStatus;
import dev.slipway.model.Permission;
import dev.slipway.model.User;
import dev.slipway.model.UserStatus;
import dev.slipway.store.Session;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user with what follows from their licenses.
 *
 * @param active whether they, or a license of theirs, are new or were at work lately
 */
public record UserDetails(User user, boolean active) {

    /** How the user stands. */
    public UserStatus status() {
        if (user.banned() != null) {
            return UserStatus.BANNED;
        }
        return active ? UserStatus.ACTIVE : UserStatus.INACTIVE;
    }

    /** Both names, or null unless both are there. */
    public @Nullable String fullName() {
        return user.firstName() == null || user.lastName() == null ? null : user.firstName() + " " + user.lastName();
    }

    /** What the user may do. */
    public Set<Permission> permissions() {
        return Grants.held(user);
    }

    /** The details of a user. */
    public static UserDetails of(Session session, User user, Instant now) {
        return of(session, List.of(user), now).getFirst();
    }

    static List<UserDetails> of(Session session, List<User> users, Instant now) {
        Instant since = now.minus(LicenseStatus.INACTIVITY);
        Set<String> active =
                session.users().activeSince(users.stream().map(User::id).toList(), since);
        return users.stream()
                .map(user -> new UserDetails(user, !user.created().isBefore(since) || active.contains(user.id())))
                .toList();
    }
}

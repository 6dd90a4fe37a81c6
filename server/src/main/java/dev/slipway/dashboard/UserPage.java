package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user, or a new one.
 *
 * @param id null for a new one
 * @param form email, firstName, lastName, password and role
 * @param roles the roles the visitor may give; empty when they may not
 * @param permissions what the user can be permitted; empty when the visitor may not say so
 */
public record UserPage(
        Frame frame,
        @Nullable String id,
        String title,
        String role,
        @Nullable Badge standing,
        Form form,
        List<Choice> roles,
        List<PermissionGroup> permissions,
        boolean isBanned,
        boolean mayEdit,
        boolean mayBan,
        boolean mayDelete) {}

package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The people of the account: the vendor's own and customers.
 *
 * @param filter the role
 */
public record UsersPage(
        Frame frame, Form filter, List<Choice> roles, List<Row> users, PageLinks links, boolean mayCreate) {
    /** One of them. */
    public record Row(String id, String email, @Nullable String name, String role, Badge standing) {}
}

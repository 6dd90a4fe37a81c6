package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account decides for itself.
 *
 * @param form name, slug, domain, apiVersion and isProtected
 * @param apiVersions the versions of Keygen's API
 * @param keys the public key in the forms that clients want it in
 * @param defaults what new licenses and users may do; empty for whoever may not know
 */
public record SettingsPage(
        Frame frame,
        Form form,
        String id,
        List<Choice> apiVersions,
        List<Fact> keys,
        List<Defaults> defaults,
        boolean mayUpdate) {

    /**
     * What new bearers of one role may do.
     *
     * @param key the name of the setting
     * @param decided whether the account decided anything; else the role decides
     */
    public record Defaults(
            String key,
            String title,
            boolean decided,
            List<PermissionGroup> permissions,
            @Nullable String error) {}
}

package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a release is drafted or changed.
 *
 * @param channels suggestions
 * @param platforms those with a box to tick
 * @param command the same over the API; null where a release is changed, whose own page has it
 */
public record ReleaseFormPage(
        Frame frame,
        Form form,
        boolean isNew,
        String action,
        String back,
        Picker products,
        List<String> channels,
        List<String> platforms,
        Picker entitlements,
        @Nullable String command) {}

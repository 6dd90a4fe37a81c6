package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import java.util.List;

/**
 * Asks once more before something is done that others notice or that cannot be undone.
 *
 * @param consequences what follows, in sentences
 * @param warnings what to look at first, in sentences
 * @param asksReason whether the form has a field for a reason
 */
public record ConfirmPage(
        Frame frame,
        Form form,
        List<String> consequences,
        List<String> warnings,
        boolean asksReason,
        String action,
        String button,
        boolean isDangerous,
        String back) {}

package dev.slipway.dashboard;

import dev.slipway.web.Choice;
import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import java.util.List;

/**
 * Where a product is added or changed.
 *
 * @param action where the form goes
 * @param back where one gets without it
 */
public record ProductFormPage(
        Frame frame,
        Form form,
        String action,
        String button,
        String back,
        List<Choice> distributions,
        List<Choice> schemes,
        List<Choice> policies,
        List<Choice> externals) {}

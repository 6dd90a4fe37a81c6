package dev.slipway.dashboard;

import dev.slipway.web.Frame;
import dev.slipway.web.Markdown;
import org.jspecify.annotations.Nullable;

/**
 * Notes as they will look.
 *
 * @param notes null when there are none
 */
public record PreviewPage(Frame frame, @Nullable String notes, Markdown markdown) {}

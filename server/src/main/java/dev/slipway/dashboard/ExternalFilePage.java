package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;

/**
 * Where a file that is kept elsewhere is added to a release.
 *
 * @param back the page of the release
 */
public record ExternalFilePage(Frame frame, Form form, String back) {}

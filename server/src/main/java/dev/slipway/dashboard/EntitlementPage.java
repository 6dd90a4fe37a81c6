package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;

/**
 * One entitlement.
 *
 * @param form name and code
 */
public record EntitlementPage(Frame frame, Form form, String id, String name, String code, boolean mayWrite) {}

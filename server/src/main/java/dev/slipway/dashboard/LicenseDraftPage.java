package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;

/**
 * Where a license is issued.
 *
 * @param form policy, name, owner, key, expiry and maxAllowedReleaseVersion
 * @param policies with the products they are of
 */
public record LicenseDraftPage(Frame frame, Form form, Picker policies) {}

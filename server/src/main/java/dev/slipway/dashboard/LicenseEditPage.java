package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import java.util.List;

/**
 * Where a license is changed.
 *
 * @param form name, expiry, maxAllowedReleaseVersion, maintenancePolicyId, maxUses and maxUsers
 * @param maintenancePolicies those of the account; empty where there are none, or for who may not read them
 */
public record LicenseEditPage(
        Frame frame, String licenseId, String licenseName, Form form, List<Choice> maintenancePolicies) {}

package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which releases of its product a license has, and why not the others.
 *
 * @param isDotted whether the product counts in dotted versions, so that updates are checked for by platform
 * @param question version, channel, and constraint or platform of an installation
 * @param upgrade what such an installation is offered; null while nothing was asked
 */
public record LicenseReleasesPage(
        Frame frame,
        String licenseId,
        String licenseName,
        List<Row> releases,
        PageLinks links,
        boolean isDotted,
        Form question,
        List<Choice> channels,
        @Nullable Upgrade upgrade) {

    /**
     * A release.
     *
     * @param openToAll whether it takes no license
     */
    public record Row(
            String version,
            @Nullable String name,
            String channel,
            String status,
            boolean isPrivate,
            boolean isAllowed,
            boolean openToAll,
            List<Reason> reasons) {}

    /**
     * Why not.
     *
     * @param particulars what it is about: entitlements or a version; null for nothing
     * @param since the time it is about; null for none
     */
    public record Reason(
            String words,
            @Nullable String particulars,
            @Nullable Instant since) {}

    /**
     * What an installation is offered.
     *
     * @param next the version; null for nothing
     * @param limits what keeps the license from that: it is only told that there is such a release
     * @param reasons why the license is left without an answer
     * @param passedOver the greater releases
     */
    public record Upgrade(
            String current,
            @Nullable String next,
            List<Reason> limits,
            List<Reason> reasons,
            List<Row> passedOver,
            boolean isCut) {}
}

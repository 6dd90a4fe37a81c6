package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import dev.slipway.web.Markdown;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One release with its files.
 *
 * @param id the release's
 * @param path the address of the page, which those of actions begin with
 * @param facts what is known about it, label by label
 * @param notes null when there are none
 * @param markdown shows them
 * @param audience who may see it, in sentences
 * @param explains whether the visitor may ask about licenses
 * @param license the license that is asked about
 * @param verdict whether it has the release; null while nothing was asked
 * @param form of the entitlement to require
 * @param entitlements those that can be required as well
 * @param commands ready-made commands
 */
public record ReleasePage(
        Frame frame,
        String id,
        String path,
        Badge standing,
        String productId,
        String product,
        List<Fact> facts,
        Instant created,
        @Nullable Instant published,
        @Nullable Instant withdrawn,
        @Nullable String notes,
        Markdown markdown,
        List<File> files,
        List<String> audience,
        boolean explains,
        Form license,
        @Nullable Verdict verdict,
        List<Required> constraints,
        Form form,
        Picker entitlements,
        List<Entry> history,
        List<Fact> commands,
        May may) {

    /** What the visitor may do now. */
    public record May(
            boolean edit,
            boolean upload,
            boolean constrain,
            boolean publish,
            boolean yank,
            boolean archive,
            boolean unarchive,
            boolean delete) {}

    /**
     * One file.
     *
     * @param note where it is kept, or why it is not there; null for an ordinary one
     * @param digests by algorithm
     */
    public record File(
            String id,
            String name,
            @Nullable String note,
            String size,
            List<Fact> digests,
            String downloads,
            boolean available) {}

    /**
     * Whether a license has the release.
     *
     * @param openToAll whether it takes no license
     */
    public record Verdict(
            String licenseId,
            String licenseName,
            boolean isAllowed,
            boolean openToAll,
            List<LicenseReleasesPage.Reason> reasons) {}

    /** An entitlement one must hold. */
    public record Required(String id, String code) {}

    /**
     * Something that happened.
     *
     * @param why the reason that was given; null for none
     */
    public record Entry(
            Instant at, String what, String who, @Nullable String why) {}
}

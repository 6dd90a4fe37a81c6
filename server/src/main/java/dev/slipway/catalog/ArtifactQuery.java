package dev.slipway.catalog;

import dev.slipway.model.ArtifactFilter;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.LabelKind;
import dev.slipway.store.Session;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which artifacts a caller asks for, in the caller's words. Null means any; an empty file type, platform or arch means those
 * without; what names nothing fits no artifact.
 *
 * @param releases restricts by the artifact's release; its product may be named by id or code
 * @param release a release's id, version or tag
 * @param platform a platform's key or id
 * @param arch an arch's key or id
 * @param status a status, in any case
 */
public record ArtifactQuery(
        ReleaseQuery releases,
        @Nullable String release,
        @Nullable String filetype,
        @Nullable String platform,
        @Nullable String arch,
        @Nullable String status) {
    /** No restriction. */
    public static final ArtifactQuery ANY = new ArtifactQuery(ReleaseQuery.ANY, null, null, null, null, null);

    /**
     * The filter this stands for.
     *
     * @param releaseId only artifacts of this release, null for any
     */
    ArtifactFilter resolve(Session session, @Nullable String releaseId) {
        return new ArtifactFilter(
                releases.withProductOfCode(session).resolve(session),
                releaseId,
                release,
                ArtifactRules.filetypeFilter(filetype),
                Labels.keyOf(session, LabelKind.PLATFORM, platform),
                Labels.keyOf(session, LabelKind.ARCH, arch),
                statuses());
    }

    private @Nullable Set<ArtifactStatus> statuses() {
        return status == null
                ? null
                : Arrays.stream(ArtifactStatus.values())
                        .filter(each -> each.name().equalsIgnoreCase(status))
                        .collect(Collectors.toSet());
    }
}

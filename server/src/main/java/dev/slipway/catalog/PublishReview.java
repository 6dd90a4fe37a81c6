package dev.slipway.catalog;

import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What somebody should look at before a release is published. Nothing here keeps them from it. */
public final class PublishReview {
    private static final int MANY = 10;
    private static final int LONG_NOTES = 4_095;
    private static final long LARGE_BYTES = 2L << 30;

    private PublishReview() {}

    /**
     * What is unusual about a release, in sentences.
     *
     * @param files all it has
     */
    public static List<String> warnings(Release release, List<Artifact> files) {
        List<String> warnings = new ArrayList<>();
        List<Artifact> uploaded = files.stream()
                .filter(file -> file.status() == ArtifactStatus.UPLOADED)
                .toList();
        if (uploaded.isEmpty()) {
            warnings.add("The release is empty: it has no files that can be downloaded.");
        }
        if (files.size() > uploaded.size()) {
            warnings.add("Some files were announced but never arrived.");
        }
        boolean namesPlatform = !release.offer().platforms().isEmpty()
                || uploaded.stream().map(Artifact::platform).anyMatch(Objects::nonNull);
        if (!namesPlatform) {
            warnings.add("No platform is named: who asks for one does not find this release.");
        }
        for (Artifact file : uploaded) {
            if (file.content() == null && file.checksum() == null) {
                warnings.add("%s is kept elsewhere and has no checksum: nobody can tell whether it was changed there."
                        .formatted(file.filename()));
            }
            if (bytes(file) > LARGE_BYTES) {
                warnings.add("%s is larger than 2 GiB, which some clients cannot fetch.".formatted(file.filename()));
            }
        }
        if (uploaded.size() > MANY) {
            warnings.add("There are more than %d files; some clients show no more.".formatted(MANY));
        }
        if (release.offer().platforms().size() > MANY) {
            warnings.add("There are more than %d platforms; some clients show no more.".formatted(MANY));
        }
        String notes = release.description();
        if (notes != null && notes.codePointCount(0, notes.length()) > LONG_NOTES) {
            warnings.add("The notes have more than 4,095 characters; some clients cut them there.");
        }
        return List.copyOf(warnings);
    }

    private static long bytes(Artifact file) {
        if (file.content() != null) {
            return file.content().length();
        }
        return file.filesize() == null ? 0 : file.filesize();
    }
}

package dev.slipway.portal;

import dev.slipway.catalog.FileDetails;
import dev.slipway.catalog.ReleaseDetails;
import dev.slipway.model.Artifact;
import dev.slipway.web.Text;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of a release for one platform.
 *
 * @param isVisitors whether the visitor's own browser runs on it
 */
public record FileGroup(String platform, boolean isVisitors, List<Row> files) {
    private static final String ANY = "Any platform";

    /**
     * A file.
     *
     * @param arch null where it was not said
     * @param sha256 in lower-case hex; null where its bytes are kept elsewhere
     * @param checksum what the vendor says it is, of a file that is kept elsewhere; null for nothing
     * @param address where it is fetched from
     * @param host the server its bytes are kept on; null for this one
     */
    public record Row(
            String name,
            @Nullable String arch,
            String size,
            @Nullable String sha256,
            @Nullable String checksum,
            String address,
            @Nullable String host) {}

    /** The files of a release: those for the visitor's platform first, then those for any. */
    static List<FileGroup> of(ReleaseDetails details, @Nullable Platform visitor) {
        Map<String, List<FileDetails>> byPlatform = details.files().stream()
                .collect(Collectors.groupingBy(each -> name(each.file()), TreeMap::new, Collectors.toList()));
        String own = visitor == null ? "" : visitor.words();
        return byPlatform.entrySet().stream()
                .map(each -> new FileGroup(
                        each.getKey(),
                        each.getKey().equals(own),
                        each.getValue().stream().map(FileGroup::row).toList()))
                .sorted(Comparator.comparing((FileGroup group) -> !group.isVisitors())
                        .thenComparing(group -> !group.platform().equals(ANY)))
                .toList();
    }

    private static String name(Artifact file) {
        Platform known = Platform.of(file.filename(), file.platform());
        return known == null ? Objects.requireNonNullElse(file.platform(), ANY) : known.words();
    }

    private static Row row(FileDetails details) {
        Artifact file = details.file();
        Artifact.Content content = file.content();
        Long size = content == null ? file.filesize() : Long.valueOf(content.length());
        String url = file.externalUrl();
        return new Row(
                file.filename(),
                file.arch(),
                size == null ? "Size unknown" : Text.size(size),
                content == null ? null : content.sha256(),
                content == null ? file.checksum() : null,
                details.guarded() || url == null ? Portal.HOME + "/" + file.releaseId() + "/files/" + file.id() : url,
                url == null ? null : URI.create(url).getHost());
    }
}

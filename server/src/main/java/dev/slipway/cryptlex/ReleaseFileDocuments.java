package dev.slipway.cryptlex;

import dev.slipway.catalog.FileDetails;
import dev.slipway.model.Artifact;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files of releases as objects.
 *
 * @param origin scheme and authority of the addresses that files are fetched from
 */
record ReleaseFileDocuments(String accountId, String origin) {
    /** Names that may be sent or fetched under this API; they stand in addresses as they are. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.()\\[\\]-]+");

    ObjectNode render(FileDetails details) {
        Artifact file = details.file();
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", file.id());
        object.put("createdAt", Times.text(file.created()));
        object.put("updatedAt", Times.text(file.updated()));
        object.put("name", file.filename());
        object.put("url", url(details));
        object.put("size", size(file));
        object.put("downloads", file.downloads());
        object.put("extension", extension(file.filename()));
        object.put("checksum", checksum(file));
        object.put("secured", details.guarded());
        object.put("external", file.externalUrl() != null);
        object.put("releaseId", file.releaseId());
        object.put("platform", file.platform());
        object.put("arch", file.arch());
        object.put("declaredChecksum", file.checksum());
        object.put("declaredSignature", file.signature());
        Artifact.Content content = file.content();
        object.put("sha256", content == null ? null : content.sha256());
        object.put("sha512", content == null ? null : content.sha512());
        return object;
    }

    private String url(FileDetails details) {
        Artifact file = details.file();
        @Nullable String elsewhere = file.externalUrl();
        if (elsewhere != null && !details.guarded()) {
            return elsewhere;
        }
        return "%s/v3/%s/%s/%s".formatted(origin, accountId, file.releaseId(), segment(file.filename()));
    }

    private static String segment(String name) {
        return PLAIN.matcher(name).matches()
                ? name
                : URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static long size(Artifact file) {
        if (file.content() != null) {
            return file.content().length();
        }
        return file.filesize() == null ? 0 : file.filesize();
    }

    private static String checksum(Artifact file) {
        if (file.content() != null) {
            return file.content().md5();
        }
        return file.checksum() == null ? "" : file.checksum();
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }
}

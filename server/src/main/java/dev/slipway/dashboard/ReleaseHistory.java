package dev.slipway.dashboard;

import dev.slipway.model.Artifact;
import dev.slipway.model.Event;
import dev.slipway.web.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happened to a release and its files, in words. */
final class ReleaseHistory {
    private static final String UPLOADED = "artifact.uploaded";
    private static final String FAILED = "artifact.upload.failed";
    private static final String REMOVED = "artifact.deleted";

    /** The changes that are told. */
    static final List<String> NAMES = List.of(
            "release.created",
            "release.updated",
            "release.published",
            "release.yanked",
            "release.uploaded",
            "release.replaced",
            "release.package.updated",
            "release.constraints.attached",
            "release.constraints.detached",
            UPLOADED,
            FAILED,
            REMOVED);

    private final EventWords words;
    private final Map<String, String> filenames = new HashMap<>();

    /** Tells of these files by their names. */
    ReleaseHistory(EventWords words, List<Artifact> files) {
        this.words = words;
        files.forEach(file -> filenames.put(file.id(), file.filename()));
    }

    /**
     * Entries as pages show them.
     *
     * @param events newest first, which the entries are as well
     */
    List<ReleasePage.Entry> entries(List<Event> events) {
        events.stream()
                .filter(event -> event.name().equals(REMOVED))
                .forEach(event -> filenames.put(
                        event.resourceId(), String.valueOf(event.metadata().get("filename"))));
        Set<String> uploaded = new HashSet<>();
        List<ReleasePage.Entry> entries = new ArrayList<>();
        for (Event event : events.reversed()) {
            String what = event.resourceType().equals("artifacts")
                    ? aboutFile(event, uploaded)
                    : Text.words(event.name().substring("release.".length()).replace('.', '-'));
            Object reason = event.metadata().get("reason");
            entries.add(new ReleasePage.Entry(
                    event.created(),
                    what,
                    "by " + EventWords.inSentence(words.who(event)),
                    reason == null ? null : reason.toString()));
        }
        return entries.reversed();
    }

    private String aboutFile(Event event, Set<String> uploaded) {
        String name = filenames.getOrDefault(event.resourceId(), "a file");
        return switch (event.name()) {
            case UPLOADED -> (uploaded.add(event.resourceId()) ? "Added " : "Replaced ") + name;
            case FAILED -> "Could not take " + name;
            default -> "Removed " + name;
        };
    }
}

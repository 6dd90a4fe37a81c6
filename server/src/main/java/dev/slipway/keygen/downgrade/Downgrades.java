package dev.slipway.keygen.downgrade;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.slipway.catalog.ClassicFiles;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives documents of the newest version the form they have in an older one. The documents given stay as they are. */
public final class Downgrades {
    /** All differences, from the newest version down. */
    static final List<Downgrade> ALL = List.of(
            new PasswordProblem(),
            new LeasingStrategyName(),
            new LicenseUser(),
            new SnakeCaseMetadata(),
            new FingerprintStrategyNames(),
            new ConcurrentPolicy(),
            new ValidationConstant(),
            new ReleaseStatusName(),
            new ReleaseFile(),
            new ReleaseCounters(),
            new ArtifactKey(),
            new ArtifactProduct());

    private static final int REMEMBERED = 1_000;

    private final ClassicFiles files;
    private final Map<ApiVersion, List<Downgrade>> due = new EnumMap<>(ApiVersion.class);
    private final Cache<Rewriting, JsonNode> lasting =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** Asks here what older versions show beyond the newest documents. */
    public Downgrades(ClassicFiles files) {
        this.files = files;
        for (ApiVersion version : ApiVersion.values()) {
            due.put(
                    version,
                    ALL.stream()
                            .filter(downgrade -> version.isAtMost(downgrade.newest()))
                            .toList());
        }
    }

    /** Everything that a document's older form depends on. */
    private record Rewriting(Same document, ApiVersion version, Background background) {}

    /** A document that nobody changes any more, told from others by being it: comparing contents would cost too much. */
    private static final class Same {
        private final JsonNode document;

        Same(JsonNode document) {
            this.document = document;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Same same && same.document == document;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(document);
        }
    }

    /** A document of resources as a version shows it to that audience: the same object where nothing differs. */
    public JsonNode rewrite(JsonNode document, ApiVersion version, Audience audience) {
        List<Downgrade> steps = concerning(document, version);
        return steps.isEmpty() ? document : copy(document, version, background(document, steps, audience));
    }

    /**
     * As {@link #rewrite}, for a document that nobody changes any more and that is given again and again: as long as its older
     * form stays the same, it is the same object.
     */
    public JsonNode rewriteLasting(JsonNode document, ApiVersion version, Audience audience) {
        List<Downgrade> steps = concerning(document, version);
        if (steps.isEmpty()) {
            return document;
        }
        Background background = background(document, steps, audience);
        return lasting.get(
                new Rewriting(new Same(document), version, background), missing -> copy(document, version, background));
    }

    /**
     * A document of errors as a version shows it.
     *
     * @param status the status of the answer
     */
    public JsonNode rewriteErrors(JsonNode document, int status, ApiVersion version) {
        List<Downgrade> steps = steps(version);
        if (steps.isEmpty()) {
            return document;
        }
        JsonNode copy = document.deepCopy();
        for (Downgrade step : steps) {
            copy.path("errors").valueStream().forEach(error -> step.rewriteError((ObjectNode) error, status));
        }
        return copy;
    }

    private List<Downgrade> steps(ApiVersion version) {
        return due.getOrDefault(version, List.of());
    }

    private List<Downgrade> concerning(JsonNode document, ApiVersion version) {
        List<Downgrade> steps = steps(version);
        if (steps.isEmpty()) {
            return steps;
        }
        List<ObjectNode> resources = Resources.of(document);
        return steps.stream()
                .filter(step ->
                        step.concernsWhole(document) || resources.stream().anyMatch(step::concerns))
                .toList();
    }

    private Background background(JsonNode document, List<Downgrade> steps, Audience audience) {
        if (steps.stream().noneMatch(Downgrade::needsBackground)) {
            return Background.NONE;
        }
        List<ObjectNode> resources = Resources.of(document);
        String account = audience.accountId();
        List<String> releases = Resources.ids(resources, "releases");
        return new Background(
                files.ofReleases(account, releases, audience.seesUnfinishedFiles()),
                audience.seesCounters() ? files.counters(account, releases) : Map.of(),
                files.productsOfArtifacts(account, Resources.ids(resources, "artifacts")));
    }

    private JsonNode copy(JsonNode document, ApiVersion version, Background background) {
        JsonNode copy = document.deepCopy();
        List<ObjectNode> resources = Resources.of(copy);
        for (Downgrade step : steps(version)) {
            resources.stream().filter(step::concerns).forEach(resource -> step.rewrite(resource, background));
            if (step.concernsWhole(copy)) {
                step.rewriteWhole((ObjectNode) copy);
            }
        }
        return copy;
    }
}

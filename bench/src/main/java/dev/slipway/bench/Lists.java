package dev.slipway.bench;

import dev.slipway.access.Caller;
import dev.slipway.catalog.ReleaseQuery;
import dev.slipway.catalog.Releases;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.ArtifactFilter;
import dev.slipway.model.PageRequest;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a license asks of a catalog with very many releases, against the same of one with a hundred. */
public final class Lists {
    private static final int SMALL = 100;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 31;

    private Lists() {}

    /** Measures with so many releases and artifacts of one release, 100,000 and 5,000 unless told otherwise. */
    public static void main(String[] arguments) throws IOException {
        int releases = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int artifacts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000;
        PrintStream out = System.out;
        // Once for nothing: the code is compiled meanwhile.
        measure(SMALL, SMALL);
        Map<String, Double> small = measure(SMALL, SMALL);
        Map<String, Double> large = measure(releases, artifacts);
        out.printf("%-44s %12s %12s %8s%n", "median milliseconds with so many releases", SMALL, releases, "ratio");
        large.forEach((name, millis) -> out.printf(
                "%-44s %12.3f %12.3f %8.2f%n",
                name, small.get(name), millis, millis / Objects.requireNonNull(small.get(name))));
    }

    private static Map<String, Double> measure(int releases, int artifacts) throws IOException {
        try (Catalog catalog = new Catalog(releases)) {
            String release = catalog.addArtifacts(artifacts);
            Map<String, Double> results = new LinkedHashMap<>();
            requests(catalog, releases, release).forEach((name, request) -> results.put(name, median(request)));
            return results;
        }
    }

    private static Map<String, Runnable> requests(Catalog catalog, int releases, String release) {
        Releases useCase =
                new Releases(catalog.store(), new ChangeLog(ids(), Unsubscribed.outbox(catalog.store(), ids())), ids());
        Caller caller = catalog.caller();
        PageRequest first = new PageRequest.Limit(10, false);
        Map<String, Runnable> requests = new LinkedHashMap<>();
        requests.put("releases", () -> useCase.list(caller, ReleaseQuery.ANY, first));
        requests.put(
                "releases, oldest first",
                () -> useCase.list(caller, ReleaseQuery.ANY, new PageRequest.Limit(10, true)));
        requests.put(
                "releases, page[cursor]",
                () -> useCase.list(caller, ReleaseQuery.ANY, new PageRequest.Cursor(release, 10, false)));
        requests.put(
                "releases, page[number] (counts)",
                () -> useCase.list(caller, ReleaseQuery.ANY, new PageRequest.Offset(1, 10, false)));
        requests.put(
                "releases, the hundredth page of 100 (counts)",
                () -> useCase.list(caller, ReleaseQuery.ANY, new PageRequest.Offset(100, 100, false)));
        requests.put("releases, channel=beta", () -> useCase.list(caller, query(null, "beta", null), first));
        requests.put("releases, channel=dev (none)", () -> useCase.list(caller, query(null, "dev", null), first));
        requests.put("releases, package= (none)", () -> useCase.list(caller, query("", null, null), first));
        requests.put("releases, yanked (none)", () -> useCase.list(caller, query(null, null, true), first));
        requests.put("release by version", () -> useCase.show(caller, ReleaseQuery.ANY, "1." + releases / 2 + ".0"));
        requests.put("release by id", () -> useCase.show(caller, ReleaseQuery.ANY, release));
        requests.put("upgrade, decided anew", catalog::decide);
        requests.put(
                "artifacts",
                inside(catalog, session -> session.artifacts().list(caller.releaseScope(), ArtifactFilter.ANY, first)));
        requests.put(
                "artifacts, filetype=zip (none)",
                inside(
                        catalog,
                        session -> session.artifacts().list(caller.releaseScope(), artifacts(null, "zip"), first)));
        requests.put(
                "artifacts of the release",
                inside(
                        catalog,
                        session -> session.artifacts().list(caller.releaseScope(), artifacts(release, null), first)));
        requests.put(
                "artifact by file name",
                inside(
                        catalog,
                        session -> session.artifacts().find(caller.releaseScope(), ArtifactFilter.ANY, "file-50")));
        return requests;
    }

    private static Ids ids() {
        return new Ids(Clock.systemUTC(), new SecureRandom());
    }

    private static Runnable inside(Catalog catalog, Function<Session, Object> work) {
        return () -> catalog.store().read(catalog.caller().account().id(), work);
    }

    private static ReleaseQuery query(
            @Nullable String releasePackage, @Nullable String channel, @Nullable Boolean yanked) {
        return new ReleaseQuery(null, releasePackage, null, channel, null, yanked, null);
    }

    private static ArtifactFilter artifacts(@Nullable String releaseId, @Nullable String filetype) {
        return new ArtifactFilter(ReleaseFilter.ANY, releaseId, null, filetype, null, null, null);
    }

    private static double median(Runnable request) {
        for (int i = 0; i < WARM_UP; i++) {
            request.run();
        }
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long began = System.nanoTime();
            request.run();
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2] / 1e6;
    }
}

package dev.slipway.keygen;

import dev.slipway.catalog.ClassicReleases;
import dev.slipway.catalog.ProductFinder;
import dev.slipway.catalog.ReleaseQuery;
import dev.slipway.catalog.Releases;
import dev.slipway.model.Metadata;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.version.Channel;
import dev.slipway.version.SemVer;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /releases}. */
public final class ReleaseRoutes {
    private static final Kind CHANNEL =
            new Kind.OneOf(Arrays.stream(Channel.values()).map(Channel::key).collect(Collectors.toSet()));
    private static final Kind STATUS =
            new Kind.OneOf(Set.of(ReleaseStatus.DRAFT.name(), ReleaseStatus.PUBLISHED.name()));
    /** More than may be attached at once, so that too many are refused as such and not as a malformed list. */
    private static final int MOST_LISTED = 1_000;

    /** A constraint before it has an id. */
    static final Kind CONSTRAINT = new Kind.Members(BodySchema.ordered(
            "type",
            BodySchema.type("constraints"),
            "relationships",
            Member.required(new Kind.Members(BodySchema.ordered(
                    "entitlement",
                    Member.required(new Kind.Members(
                            BodySchema.ordered("data", Member.required(BodySchema.reference("entitlements"))))))))));

    static final BodySchema CREATE = creating().build();
    static final BodySchema UPDATE = updating().build();
    static final BodySchema PACKAGE =
            BodySchema.of(BodySchema.ordered("data", new Member(BodySchema.reference("packages"), true, true, false)));
    static final BodySchema YANK = BodySchema.of(BodySchema.ordered(
            "meta",
            Member.optional(new Kind.Members(BodySchema.ordered("reason", Member.nullable(new Kind.Text()))))
                    .orBlank()));

    private final Releases releases;
    private final ProductFinder products;
    private final ClassicReleaseRoutes classic;

    /** Translates for these. */
    public ReleaseRoutes(Releases releases, ClassicReleases classic, ProductFinder products) {
        this.releases = releases;
        this.products = products;
        this.classic = new ClassicReleaseRoutes(classic);
    }

    /** What says what a new release is. */
    static BodySchema.Builder creating() {
        return BodySchema.resource("releases")
                .attribute("name", Member.nullable(new Kind.Text()))
                .attribute("description", Member.nullable(new Kind.Text()).notBlank())
                .attribute("channel", Member.required(CHANNEL))
                .attribute("status", Member.optional(STATUS))
                .attribute("tag", Member.nullable(new Kind.Text()))
                .attribute("version", Member.required(new Kind.Text()))
                .attribute("backdated", Member.nullable(new Kind.Time()))
                .attribute("metadata", Member.optional(new Kind.Free()))
                .toOne("product", "products")
                .toOneOrNone("package", "packages")
                .relationship("constraints", Member.optional(new Kind.ListOf(CONSTRAINT, 0, MOST_LISTED)), false);
    }

    /** What says what of a release changes. */
    static BodySchema.Builder updating() {
        return BodySchema.resource("releases")
                .withId()
                .attribute("name", Member.nullable(new Kind.Text()))
                .attribute("description", Member.nullable(new Kind.Text()))
                .attribute("tag", Member.nullable(new Kind.Text()))
                .attribute("backdated", Member.nullable(new Kind.Time()))
                .attribute("metadata", Member.optional(new Kind.Free()));
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/releases", context -> list(context, ReleaseFilters.releases(context)));
        view.on("GET", "/products/{product}/releases", context -> list(context, filtersOfProduct(context)));
        view.on("POST", "/releases", Action.split(classic::create, this::create));
        view.on("GET", "/releases/{id}", context -> show(context, ReleaseFilters.releases(context)));
        view.on(
                "GET",
                "/products/{product}/releases/{id}",
                context -> show(context, ReleaseQuery.in(product(context), null)));
        view.onUpdate("/releases/{id}", Action.split(classic::update, this::update));
        classic.register(view);
        view.on("DELETE", "/releases/{id}", this::delete);
        view.on(
                "POST",
                "/releases/{id}/actions/publish",
                context -> answer(context, releases.publish(context.caller(), context.parameter("id"))));
        view.on("POST", "/releases/{id}/actions/yank", this::yank);
        view.on("GET", "/releases/{id}/product", this::showProduct);
        view.on("GET", "/releases/{id}/package", this::showPackage);
        view.onUpdate("/releases/{id}/package", this::setPackage);
    }

    private Answer yank(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        return answer(
                context,
                releases.yank(
                        context.caller(),
                        context.parameter("id"),
                        () -> Optional.ofNullable(YANK.read(json).body("meta").textOrNull("reason"))));
    }

    private String product(Context context) {
        return products.find(context.caller(), context.parameter("product"));
    }

    private ReleaseQuery filtersOfProduct(Context context) {
        return ReleaseFilters.releasesOf(product(context), context);
    }

    private Answer list(Context context, ReleaseQuery query) {
        return Answer.ok(Documents.of(
                context,
                releases.list(context.caller(), query, context.page()),
                release -> render(context.account().id(), release),
                Release::id));
    }

    private Answer show(Context context, ReleaseQuery query) throws Exception {
        return Action.split(
                        classically -> classic.show(classically, query),
                        modern -> answer(modern, releases.show(modern.caller(), query, modern.parameter("id"))))
                .run(context);
    }

    private Answer create(Context context) throws IOException {
        Body document = CREATE.read(context.json());
        Release release = releases.create(context.caller(), draft(context, document));
        return Answer.created(document(context, release), context.url("/releases/" + release.id()));
    }

    /** What a document says of a new release. */
    static Releases.Draft draft(Context context, Body document) {
        Body attributes = BodySchema.attributes(document);
        return new Releases.Draft(
                BodySchema.linked(document, "product"),
                BodySchema.linkedOrNull(document, "package"),
                attributes.textOrNull("name"),
                attributes.textOrNull("description"),
                Channel.parse(attributes.text("channel")).orElseThrow(),
                status(attributes.textOrNull("status")),
                attributes.textOrNull("tag"),
                attributes.text("version"),
                attributes.timeOrNull("backdated"),
                attributes.metadata("metadata"),
                entitlementIds(document.body("data")
                        .body("relationships")
                        .body("constraints")
                        .bodies("data")),
                context.version().text());
    }

    private static ReleaseStatus status(@Nullable String given) {
        return given == null ? ReleaseStatus.DRAFT : ReleaseStatus.valueOf(given);
    }

    /** The entitlements that new constraints refer to. */
    static List<String> entitlementIds(List<Body> constraints) {
        return constraints.stream()
                .map(constraint -> constraint
                        .body("relationships")
                        .body("entitlement")
                        .body("data")
                        .text("id"))
                .toList();
    }

    private Answer update(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        ReleaseQuery query = ReleaseFilters.releases(context);
        return answer(
                context,
                releases.update(
                        context.caller(),
                        query,
                        context.parameter("id"),
                        () -> changes(BodySchema.attributes(UPDATE.read(json)))));
    }

    /** What attributes say of the words about a release. */
    static Releases.Changes changes(Body attributes) {
        return new Releases.Changes(
                attributes.change("name", String.class),
                attributes.change("description", String.class),
                attributes.change("tag", String.class),
                attributes.change("backdated", Instant.class),
                attributes.change("metadata", Metadata.class));
    }

    private Answer delete(Context context) {
        releases.delete(context.caller(), ReleaseFilters.releases(context), context.parameter("id"));
        return Answer.noContent();
    }

    private Answer showProduct(Context context) {
        return Answer.ok(Documents.of(ProductRoutes.render(
                context.account().id(), releases.product(context.caller(), context.parameter("id")))));
    }

    private Answer showPackage(Context context) {
        return Answer.ok(
                PackageRoutes.document(context, releases.releasePackage(context.caller(), context.parameter("id"))));
    }

    private Answer setPackage(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        return Answer.ok(PackageRoutes.document(
                context,
                releases.setPackage(
                        context.caller(),
                        context.parameter("id"),
                        () -> Optional.ofNullable(
                                PACKAGE.read(json).body("data").textOrNull("id")))));
    }

    private static Answer answer(Context context, Release release) {
        return Answer.ok(document(context, release));
    }

    /** A document of one release. */
    static ObjectNode document(Context context, Release release) {
        return Documents.of(render(context.account().id(), release));
    }

    /** A release as clients see it. */
    static ObjectNode render(String accountId, Release release) {
        SemVer version = release.semver();
        ObjectNode semver = Json.NODES
                .objectNode()
                .put("major", version.major())
                .put("minor", version.minor())
                .put("patch", version.patch())
                .put("prerelease", version.prerelease())
                .put("build", version.build());
        return new Resource(accountId, "releases", release.id(), "/releases/" + release.id())
                .attribute("name", release.name())
                .attribute("description", release.description())
                .attribute("channel", release.channel().key())
                .attribute("status", release.status().name())
                .attribute("tag", release.tag())
                .attribute("version", version.text())
                .attribute("semver", semver)
                .attribute("metadata", release.metadata())
                .times(release.created(), release.updated())
                .attribute("backdated", release.backdated())
                .attribute("yanked", release.withdrawn())
                .toOneBelow("product", "products", release.productId())
                .toOneBelow("package", "packages", release.packageId())
                .toMany("entitlements")
                .toMany("constraints")
                .toMany("artifacts")
                .toMany("upgrade")
                .selfLink()
                .build();
    }
}

package dev.slipway.keygen;

import dev.slipway.licensing.LicenseFiles;
import dev.slipway.licensing.LicenseFiles.Algorithm;
import dev.slipway.licensing.LicenseFiles.Content;
import dev.slipway.licensing.LicenseFiles.Include;
import dev.slipway.licensing.LicenseFiles.Wish;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /licenses/{id}/actions/check-out}: license files. */
public final class LicenseFileRoutes {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    static final BodySchema WISH = BodySchema.of(BodySchema.ordered(
            "meta",
            Member.optional(new Kind.Members(BodySchema.ordered(
                            "encrypt",
                            Member.optional(new Kind.Flag()),
                            "algorithm",
                            Member.optional(new Kind.Text()).orBlank(),
                            "ttl",
                            Member.nullable(new Kind.WholeNumber()),
                            "include",
                            Member.optional(new Kind.ListOf(new Kind.Text(), 0, 100)))))
                    .orBlank()));

    private final LicenseFiles files;

    /** Translates for these. */
    public LicenseFileRoutes(LicenseFiles files) {
        this.files = files;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("POST", "/licenses/{id}/actions/check-out", this::checkOut);
        view.on("GET", "/licenses/{id}/actions/check-out", this::download);
    }

    private Answer checkOut(Context context) throws IOException {
        Map<String, @Nullable Object> json = context.json();
        Content content = files.checkOut(
                context.caller(),
                context.parameter("id"),
                () -> wish(context, WISH.read(json).body("meta")));
        return Answer.ok(Documents.of(render(context, content)));
    }

    private Answer download(Context context) {
        Content content = files.checkOut(context.caller(), context.parameter("id"), () -> wish(context, Body.EMPTY));
        String license = content.license().license().id();
        return Answer.file(certificate(context, content), "license+" + license + ".lic");
    }

    /** What the body asks for or, where it is silent, the query. */
    private static Wish wish(Context context, Body meta) {
        return new Wish(
                algorithm(context, meta),
                meta.has("ttl")
                        ? lifetime(context, meta.numberOrNull("ttl"), Source.pointer("/meta/ttl"))
                        : queried(context),
                includes(context, meta));
    }

    private static Algorithm algorithm(Context context, Body meta) {
        boolean inBody = meta.has("algorithm") || meta.has("encrypt");
        String text = inBody ? meta.textOrNull("algorithm") : context.filter("algorithm");
        Boolean encrypt = inBody ? meta.flagOrNull("encrypt") : flag(context.filter("encrypt"));
        if (text == null || text.isEmpty()) {
            return Boolean.TRUE.equals(encrypt) ? Algorithm.ENCRYPTED : Algorithm.PLAIN;
        }
        // A file that says one thing and does the other would surprise: contradictions are refused.
        return Arrays.stream(Algorithm.values())
                .filter(algorithm -> algorithm.text().equals(text))
                .filter(algorithm -> encrypt == null || encrypt == (algorithm == Algorithm.ENCRYPTED))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        Problem.CHECKOUT_ALGORITHM_INVALID,
                        Problem.CHECKOUT_ALGORITHM_INVALID.detail(),
                        inBody ? Source.pointer("/meta/algorithm") : Source.parameter("algorithm")));
    }

    private static @Nullable Boolean flag(@Nullable String text) {
        return text == null ? null : (Boolean) (text.equals("true") || text.equals("1"));
    }

    private static @Nullable Duration queried(Context context) {
        String text = context.query().first("ttl");
        if (text == null) {
            return LicenseFiles.USUAL_LIFETIME;
        }
        if (text.isBlank() || text.equals("null")) {
            return null;
        }
        boolean number = text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return lifetime(context, number ? Long.parseLong(text) : -1, Source.parameter("ttl"));
    }

    private static @Nullable Duration lifetime(Context context, @Nullable Long seconds, Source source) {
        if (seconds == null) {
            return null;
        }
        long most = Duration.between(context.caller().now(), LATEST).toSeconds();
        if (seconds < LicenseFiles.SHORTEST_LIFETIME.toSeconds()) {
            throw Refusal.of(Problem.CHECKOUT_TTL_INVALID, Problem.CHECKOUT_TTL_INVALID.detail(), source);
        }
        if (seconds > most) {
            throw Refusal.of(Problem.CHECKOUT_TTL_INVALID, "must end before the year 10000", source);
        }
        return Duration.ofSeconds(seconds);
    }

    private static Set<Include> includes(Context context, Body meta) {
        List<String> inBody = meta.textsOrNull("include");
        List<String> names = inBody != null
                ? inBody
                : Stream.concat(
                                context.query().all("include").stream()
                                        .flatMap(list -> Arrays.stream(list.split(",", -1))),
                                context.query().all("include[]").stream())
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        Source source = inBody == null ? Source.parameter("include") : Source.pointer("/meta/include");
        Set<Include> includes = EnumSet.noneOf(Include.class);
        for (String name : names) {
            includes.add(Arrays.stream(Include.values())
                    .filter(include -> name(include).equals(name))
                    .findFirst()
                    .orElseThrow(() -> Refusal.of(
                            Problem.CHECKOUT_INCLUDE_INVALID,
                            "must be among: " + String.join(", ", names(EnumSet.allOf(Include.class))),
                            source)));
        }
        return includes;
    }

    private static String name(Include include) {
        return include.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> names(Set<Include> includes) {
        return includes.stream().map(LicenseFileRoutes::name).toList();
    }

    private ObjectNode render(Context context, Content content) {
        Duration lifetime = content.wish().lifetime();
        Instant issued = context.caller().now();
        String license = content.license().license().id();
        return new Resource(context.account().id(), "license-files", content.id(), "")
                .attribute("certificate", certificate(context, content))
                .attribute("algorithm", content.wish().algorithm().text())
                .attribute("includes", names(content.wish().includes()))
                .attribute("ttl", lifetime == null ? null : lifetime.toSeconds())
                .attribute("expiry", lifetime == null ? null : issued.plus(lifetime))
                .attribute("issued", issued)
                .toOne("license", "licenses", license, context.path("/licenses/" + license))
                .build();
    }

    private String certificate(Context context, Content content) {
        return files.seal(context.caller(), content, Json.write(document(context, content)));
    }

    private static ObjectNode document(Context context, Content content) {
        String account = context.account().id();
        Set<Include> includes = content.wish().includes();
        ObjectNode document = Documents.of(LicenseRoutes.render(context, content.license()));
        if (!includes.isEmpty()) {
            ArrayNode included = document.putArray("included");
            content.entitlements().forEach(each -> included.add(EntitlementRoutes.render(account, each)));
            if (content.product() != null) {
                included.add(ProductRoutes.render(account, content.product()));
            }
            if (includes.contains(Include.POLICY)) {
                included.add(PolicyDocuments.render(account, content.license().policy()));
            }
            content.users().forEach(each -> included.add(UserRoutes.render(context, each)));
        }
        Duration lifetime = content.wish().lifetime();
        Instant issued = context.caller().now();
        document.putObject("meta")
                .put("issued", Resource.time(issued))
                .put("expiry", lifetime == null ? null : Resource.time(issued.plus(lifetime)))
                .put("ttl", lifetime == null ? null : lifetime.toSeconds());
        return document;
    }
}

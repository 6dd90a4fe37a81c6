package dev.slipway.cli.demo;

import dev.slipway.cli.demo.ReleasePlan.Fate;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Where releases are made: the vendor's side of the past month. */
final class Workshop {
    private static final int SMALLEST_FILE = 60_000;
    private static final int LARGEST_FILE = 240_000;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Office vendor;
    private final Random chance;
    private final byte[] bytes = new byte[LARGEST_FILE];
    private final Map<String, String> ids = new HashMap<>();
    private final List<Made> made = new ArrayList<>();
    private int files;
    private long stored;

    Workshop(Office vendor, Random chance) {
        this.vendor = vendor;
        this.chance = chance;
        chance.nextBytes(bytes);
    }

    /** A release that was made. */
    record Made(ReleasePlan plan, String id) {}

    /** The id of what was made under a name or code. */
    String id(String name) {
        String id = ids.get(name);
        if (id == null) {
            throw new IllegalStateException("Nobody has made " + name);
        }
        return id;
    }

    /** Makes products, entitlements, policies and tokens. */
    String open() throws StepFailed, IOException, InterruptedException {
        vendor.patch("/v1/accounts/default", """
                {"data": {"type": "accounts", "attributes": {"name": "Tidewater Marine Software"}}}""");
        product(ReleasePlan.STUDIO, """
                "name": "Tidewater Studio", "url": "https://tidewater.example/studio",
                "platforms": ["macos", "windows", "linux"], "metadata": {"team": "charts"}""");
        ids.put(ReleasePlan.LEDGER, vendor.post("/v3/products", """
                {"name": "Harbor Ledger", "code": "harbor-ledger", "displayName": "Harbor Ledger", "externalFiles": "GUARDED",
                 "description": "Accounts for ports and marinas", "platforms": ["windows", "linux"]}""").text("/id"));
        entitlement("STUDIO-PRO", "Professional tools");
        entitlement("PREVIEW", "Previews of the next major version");
        entitlement("CLOUD-SYNC", "Charts on all devices");
        policy(ReleasePlan.STUDIO, Seat.YEARLY, "\"duration\": 31536000, \"expirationStrategy\": \"RESTRICT_ACCESS\"");
        policy(ReleasePlan.STUDIO, Seat.FOR_EVER, "\"expirationStrategy\": \"MAINTAIN_ACCESS\"");
        policy(ReleasePlan.STUDIO, Seat.TRIAL, "\"duration\": 3024000, \"expirationStrategy\": \"REVOKE_ACCESS\"");
        policy(ReleasePlan.LEDGER, Seat.BUSINESS, "\"duration\": 31536000, \"expirationStrategy\": \"REVOKE_ACCESS\"");
        vendor.post(
                "/v1/policies/" + id(Seat.FOR_EVER) + "/entitlements", references("entitlements", id("CLOUD-SYNC")));
        ids.put(Seat.MAINTAINED, vendor.post("/v3/maintenance-policies", """
                {"name": "A year of updates", "validity": 31536000, "allowMajorVersionUpdates": false,
                 "allowMinorVersionUpdates": true}""").text("/id"));
        token("/v1/products/" + id(ReleasePlan.STUDIO) + "/tokens", "Build of Tidewater Studio");
        token("/v1/products/" + id(ReleasePlan.LEDGER) + "/tokens", "Build of Harbor Ledger");
        vendor.post("/v3/personal-access-tokens", """
                {"name": "Release script", "scopes": ["release:read", "release:write"]}""");
        return "2 products, 4 policies, 3 entitlements, 3 tokens";
    }

    private void product(String code, String attributes) throws StepFailed, IOException, InterruptedException {
        ids.put(
                code,
                vendor.post("/v1/products", """
                {"data": {"type": "products", "attributes": {"code": "%s", %s}}}""".formatted(code, attributes)).text("/data/id"));
    }

    private void entitlement(String code, String name) throws StepFailed, IOException, InterruptedException {
        ids.put(code, vendor.post("/v1/entitlements", """
                {"data": {"type": "entitlements", "attributes": {"code": "%s", "name": "%s"}}}""".formatted(code, name)).text("/data/id"));
    }

    private void policy(String product, String name, String attributes)
            throws StepFailed, IOException, InterruptedException {
        ids.put(
                name,
                vendor.post("/v1/policies", """
                {"data": {"type": "policies",
                    "attributes": {"name": "%s", "authenticationStrategy": "MIXED", %s},
                    "relationships": {"product": {"data": {"type": "products", "id": "%s"}}}}}""".formatted(name, attributes, id(product)))
                        .text("/data/id"));
    }

    private void token(String path, String name) throws StepFailed, IOException, InterruptedException {
        vendor.post(path, """
                {"data": {"type": "tokens", "attributes": {"name": "%s"}}}""".formatted(name));
    }

    static String references(String type, String id) {
        return "{\"data\": [{\"type\": \"%s\", \"id\": \"%s\"}]}".formatted(type, id);
    }

    /** Has programs told of events. */
    String subscribe(HookReceiver hooks) throws StepFailed, IOException, InterruptedException {
        vendor.post("/v1/webhook-endpoints", """
                {"data": {"type": "webhook-endpoints", "attributes": {
                    "url": "%s", "subscriptions": ["release.published", "release.yanked", "artifact.uploaded"]}}}""".formatted(hooks.well()));
        vendor.post("/v3/webhooks", """
                {"name": "Billing", "url": "%s", "events": ["release.published", "release-file.created", "license.created"]}""".formatted(hooks.broken()));
        return "2 webhooks, one of which is out of order";
    }

    /** Makes what is due on a day of the month, and takes back what was bad the day before. */
    void work(int day) throws StepFailed, IOException, InterruptedException {
        for (Made release : made) {
            if (release.plan().day() == day - 1 && release.plan().fate() == Fate.YANKED) {
                vendor.post("/v1/releases/" + release.id() + "/actions/yank", "");
            }
            if (release.plan().day() == day - 1 && release.plan().fate() == Fate.ARCHIVED) {
                vendor.post("/v3/releases/" + release.id() + "/archive", "");
            }
        }
        for (ReleasePlan plan : ReleasePlan.all()) {
            if (plan.day() == day) {
                make(plan);
            }
        }
    }

    private void make(ReleasePlan plan) throws StepFailed, IOException, InterruptedException {
        String id = plan.product().equals(ReleasePlan.STUDIO) ? studio(plan) : ledger(plan);
        made.add(new Made(plan, id));
        files += plan.files().size();
        if (plan.fate() != Fate.DRAFT) {
            vendor.post("/v1/releases/" + id + "/actions/publish", "");
        }
    }

    private String studio(ReleasePlan plan) throws StepFailed, IOException, InterruptedException {
        String constraint = plan.entitlement().isEmpty() ? "" : """
                , "constraints": {"data": [{"type": "constraints", "relationships": {
                    "entitlement": {"data": {"type": "entitlements", "id": "%s"}}}}]}""".formatted(id(plan.entitlement()));
        String id = vendor.post("/v1/releases", """
                {"data": {"type": "releases",
                    "attributes": {"version": "%s", "channel": "%s", "name": %s, "description": %s},
                    "relationships": {"product": {"data": {"type": "products", "id": "%s"}}%s}}}""".formatted(
                                plan.version(),
                                plan.channel(),
                                text(plan.name()),
                                text(plan.notes()),
                                id(plan.product()),
                                constraint))
                .text("/data/id");
        for (String file : plan.files()) {
            int size = size();
            URI link = vendor.call("POST", "/v1/artifacts", """
                    {"data": {"type": "artifacts",
                        "attributes": {"filename": "%s", "filesize": %d, %s},
                        "relationships": {"release": {"data": {"type": "releases", "id": "%s"}}}}}""".formatted(file, size, labels(file), id), 307)
                    .location();
            vendor.upload(link, bytes, size);
        }
        return id;
    }

    private static String labels(String file) {
        String type = file.substring(file.lastIndexOf('.') + 1);
        return switch (type) {
            case "dmg" -> "\"filetype\": \"dmg\", \"platform\": \"macos\", \"arch\": \"universal\"";
            case "exe" -> "\"filetype\": \"exe\", \"platform\": \"windows\", \"arch\": \"x64\"";
            case "deb" -> "\"filetype\": \"deb\", \"platform\": \"linux\", \"arch\": \"amd64\"";
            default -> "\"filetype\": \"%s\", \"platform\": \"linux\", \"arch\": \"x86_64\"".formatted(type);
        };
    }

    private String ledger(ReleasePlan plan) throws StepFailed, IOException, InterruptedException {
        String id = vendor.post("/v3/releases", """
                {"name": %s, "version": "%s", "channel": "%s", "notes": %s, "platforms": ["windows", "linux"],
                 "productId": "%s"}""".formatted(
                        text(plan.name()), plan.version(), plan.channel(), text(plan.notes()), id(plan.product())))
                .text("/id");
        for (String file : plan.files()) {
            vendor.upload(vendor.address("/v3/" + id + "/" + file), bytes, size());
        }
        if (plan.version().endsWith(".466")) {
            vendor.post("/v3/release-files", """
                    {"name": "harbor-ledger-5.2-manual.pdf", "url": "https://docs.harbor-ledger.example/5.2/manual.pdf",
                     "size": 8412160, "checksum": "1239d72ef6ff110ef63a803120728907", "secured": false, "releaseId": "%s"}""".formatted(id));
        }
        return id;
    }

    private int size() {
        int size = chance.nextInt(SMALLEST_FILE, LARGEST_FILE);
        stored += size;
        return size;
    }

    private static String text(String value) {
        return MAPPER.writeValueAsString(JsonNodeFactory.instance.stringNode(value));
    }

    /** The published releases of a product, oldest first. */
    List<Made> published(String product) {
        return made.stream()
                .filter(release -> release.plan().product().equals(product)
                        && release.plan().fate() == Fate.PUBLISHED)
                .toList();
    }

    String summary() {
        return "%d releases with %d files, %d MB: drafts, published, yanked and archived"
                .formatted(made.size(), files, stored / 1_000_000);
    }
}

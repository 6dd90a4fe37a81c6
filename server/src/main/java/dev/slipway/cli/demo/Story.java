package dev.slipway.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What is played: a vendor ships two versions of a program, and customers ask for them. */
final class Story {
    private static final String PRODUCT = "slipway-demo";
    private static final String OLD = "1.0.0";
    private static final String NEW = "1.1.0";
    private static final Credential ANYBODY = new Credential.Anonymous();

    private static final String VENDOR = "Vendor";
    private static final String BUILD = "CI";
    private static final String ADA = "Ada";
    private static final String BEN = "Ben";

    private final Stage stage;
    private final String api;
    private final Demo.Cast cast;
    private final Path folder;

    /**
     * The story against a server.
     *
     * @param folder where files to ship are packed, and where they are fetched to
     */
    Story(Stage stage, Demo.Cast cast, Path folder) {
        this.stage = stage;
        this.api = cast.url() + "/v1";
        this.cast = cast;
        this.folder = folder;
    }

    /** All steps in their order. */
    List<Step> steps() {
        return List.of(
                new Step(
                        VENDOR,
                        "signs in",
                        "An e-mail address and a password are good for one thing only: a token.",
                        "201",
                        this::signIn),
                new Step(
                        VENDOR,
                        "makes a product",
                        "LICENSED means that a release is for those who hold a license of this product.",
                        "201",
                        this::product),
                new Step(
                        VENDOR,
                        "makes a token for CI",
                        "It may do everything to this product, and nothing else.",
                        "200",
                        this::productToken),
                new Step(
                        VENDOR,
                        "makes the entitlement PRO",
                        "What a customer can have bought, beyond the license itself.",
                        "201",
                        this::entitlement),
                new Step(
                        VENDOR,
                        "makes a policy",
                        "The terms that licenses share. MIXED lets customers present the license key itself.",
                        "201",
                        this::policy),
                new Step(VENDOR, "makes a license for Ada", "Her key is all she needs.", "201", () -> license(ADA)),
                new Step(VENDOR, "makes a license for Ben", "The same terms, so far.", "201", () -> license(BEN)),
                new Step(
                        VENDOR,
                        "gives Ada PRO",
                        "From here on Ada and Ben differ, in this alone.",
                        "200",
                        this::entitle),
                new Step(
                        BUILD,
                        "drafts release " + OLD,
                        "A draft is seen by nobody outside until it is published.",
                        "201",
                        () -> release(OLD, "")),
                new Step(
                        BUILD,
                        "uploads the file of " + OLD,
                        "Slipway ships itself: its own jar and libraries, as they run here. The API answers with"
                                + " a link, and the bytes go there.",
                        "307, 200",
                        () -> upload(OLD)),
                new Step(
                        BUILD,
                        "drafts release " + NEW + " for PRO",
                        "The constraint: only licenses that hold PRO get to know of it.",
                        "201",
                        () -> release(NEW, constraint())),
                new Step(
                        BUILD,
                        "uploads the file of " + NEW,
                        "Length and digests are taken in passing, and the file is on disk before the answer is 200.",
                        "307, 200",
                        () -> upload(NEW)),
                new Step(BUILD, "publishes " + OLD, "Customers see it from now on.", "200", () -> publish(OLD)),
                new Step(BUILD, "publishes " + NEW, "So do those who hold PRO.", "200", () -> publish(NEW)),
                new Step(
                        ADA,
                        "runs " + OLD + " and asks for news",
                        "She holds PRO.",
                        "200, " + NEW,
                        this::upgradeForAda),
                new Step(
                        ADA,
                        "checks who has answered",
                        "Every answer is signed with the account's key. A program that has the public half built in"
                                + " cannot be told of an upgrade by anyone else.",
                        "valid",
                        this::verify),
                new Step(
                        BEN,
                        "runs " + OLD + " and asks for news",
                        "He does not hold PRO: for him there is no upgrade, and no trace of one.",
                        "404",
                        () -> upgradeIsRefused(stage.license("BEN"))),
                new Step(
                        "Anyone",
                        "asks for news",
                        "Without a license there is not even " + OLD + ".",
                        "404",
                        () -> upgradeIsRefused(ANYBODY)),
                new Step(
                        ADA,
                        "downloads " + NEW,
                        "The API answers with a link that is good for a while and carries no secret of hers.",
                        "same SHA-256",
                        this::download),
                new Step(
                        BEN,
                        "tries to download " + NEW,
                        "He has heard of it, but knowing the address does not help.",
                        "404",
                        this::downloadIsRefused),
                new Step(VENDOR, "yanks " + NEW, "Something is wrong with it after all.", "200", this::yank),
                new Step(
                        ADA,
                        "asks for news once more",
                        "What is yanked is offered to nobody.",
                        "404",
                        () -> upgradeIsRefused(stage.license("ADA"))));
    }

    private String signIn() throws StepFailed, IOException, InterruptedException {
        Credential.Password admin = new Credential.Password(cast.email(), cast.password());
        Reply reply = stage.call(201, Call.post(api + "/tokens", admin));
        stage.assign("TOKEN", reply.text("/data/attributes/token"));
        return "201";
    }

    private String product() throws StepFailed, IOException, InterruptedException {
        String json = """
                {"data": {"type": "products", "attributes": {
                    "name": "Slipway", "code": "%s", "distributionStrategy": "LICENSED"}}}""".formatted(PRODUCT);
        Reply reply = stage.call(201, Call.post(api + "/products", stage.token("TOKEN"), json));
        stage.keep("product", reply.text("/data/id"));
        return "201";
    }

    private String productToken() throws StepFailed, IOException, InterruptedException {
        String address = api + "/products/" + PRODUCT + "/tokens";
        Reply reply = stage.call(200, Call.post(address, stage.token("TOKEN")));
        stage.assign("CI", reply.text("/data/attributes/token"));
        return "200";
    }

    private String entitlement() throws StepFailed, IOException, InterruptedException {
        String json = """
                {"data": {"type": "entitlements", "attributes": {"name": "Professional", "code": "PRO"}}}""";
        Reply reply = stage.call(201, Call.post(api + "/entitlements", stage.token("TOKEN"), json));
        stage.keep("entitlement", reply.text("/data/id"));
        return "201";
    }

    private String policy() throws StepFailed, IOException, InterruptedException {
        String json = """
                {"data": {"type": "policies",
                    "attributes": {"name": "Standard", "authenticationStrategy": "MIXED"},
                    "relationships": {"product": {"data": {"type": "products", "id": "%s"}}}}}""".formatted(stage.kept("product"));
        Reply reply = stage.call(201, Call.post(api + "/policies", stage.token("TOKEN"), json));
        stage.keep("policy", reply.text("/data/id"));
        return "201";
    }

    private String license(String customer) throws StepFailed, IOException, InterruptedException {
        String json = """
                {"data": {"type": "licenses",
                    "attributes": {"name": "%s"},
                    "relationships": {"policy": {"data": {"type": "policies", "id": "%s"}}}}}""".formatted(customer, stage.kept("policy"));
        Reply reply = stage.call(201, Call.post(api + "/licenses", stage.token("TOKEN"), json));
        String variable = customer.toUpperCase(Locale.ROOT);
        stage.assign(variable, reply.text("/data/attributes/key"));
        stage.assign(variable + "_ID", reply.text("/data/id"));
        return "201";
    }

    private String entitle() throws StepFailed, IOException, InterruptedException {
        String json = """
                {"data": [{"type": "entitlements", "id": "%s"}]}""".formatted(stage.kept("entitlement"));
        String id = stage.kept("ADA_ID");
        String address = api + "/licenses/" + id + "/entitlements";
        stage.call(200, Call.post(address, stage.token("TOKEN"), json).saying(id, "ADA_ID"));
        return "200";
    }

    private String constraint() {
        return """
                , "constraints": {"data": [{"type": "constraints", "relationships": {
                    "entitlement": {"data": {"type": "entitlements", "id": "%s"}}}}]}""".formatted(stage.kept("entitlement"));
    }

    private String release(String version, String constraint) throws StepFailed, IOException, InterruptedException {
        String json = """
                {"data": {"type": "releases",
                    "attributes": {"version": "%s", "channel": "stable", "name": "Slipway %s"},
                    "relationships": {"product": {"data": {"type": "products", "id": "%s"}}%s}}}""".formatted(version, version, stage.kept("product"), constraint);
        Reply reply = stage.call(201, Call.post(api + "/releases", stage.token("CI"), json));
        stage.keep(version, reply.text("/data/id"));
        return "201";
    }

    private String upload(String version) throws StepFailed, IOException, InterruptedException {
        ProgramArchive archive = ProgramArchive.pack(version, folder);
        stage.keep("digest of " + version, archive.sha256());
        String json = """
                {"data": {"type": "artifacts",
                    "attributes": {"filename": "%s", "filetype": "zip", "filesize": %d},
                    "relationships": {"release": {"data": {"type": "releases", "id": "%s"}}}}}""".formatted(archive.filename(), archive.size(), stage.kept(version));
        Call call = Call.post(api + "/artifacts", stage.token("CI"), json);
        stage.command(Curl.kept("LINK", call, stage.room(), "-so /dev/null -w '%{redirect_url}'"));
        Reply reply = stage.send(307, call);
        stage.command(List.of("curl -T " + Curl.quoted(archive.file().toString()) + " \"$LINK\""));
        stage.upload(reply.location(), archive.file());
        return "307, 200";
    }

    private String publish(String version) throws StepFailed, IOException, InterruptedException {
        stage.call(200, Call.post(api + "/releases/" + version + "/actions/publish", stage.token("CI")));
        return "200";
    }

    private Call upgrade(Credential credential) {
        return Call.get(api + "/releases/" + OLD + "/upgrade", credential);
    }

    private String upgradeForAda() throws StepFailed, IOException, InterruptedException {
        Reply reply = stage.call(200, upgrade(stage.license("ADA")));
        return "200, " + reply.text("/meta/next");
    }

    private String upgradeIsRefused(Credential credential) throws StepFailed, IOException, InterruptedException {
        stage.call(404, upgrade(credential));
        return "404";
    }

    private String verify() throws StepFailed, IOException, InterruptedException {
        Reply account = stage.call(200, Call.get(api + "/accounts/default", stage.token("TOKEN")));
        String key = account.text("/data/meta/keys/ed25519");
        Reply reply = stage.call(200, upgrade(stage.license("ADA")), "-i");
        stage.explain("What is signed:", ResponseSignature.signedText(reply, ResponseSignature.digest(reply)));
        stage.explain("With the public key (Ed25519, in hexadecimal):", ResponseSignature.hexadecimal(key));
        return ResponseSignature.isValid(reply, key)
                ? "valid"
                : "not signed by this key: " + reply.header("Keygen-Signature");
    }

    private Call artifact(Credential credential) {
        return Call.get(api + "/releases/" + NEW + "/artifacts/slipway-" + NEW + ".zip", credential);
    }

    private String download() throws StepFailed, IOException, InterruptedException {
        Path file = folder.resolve("downloaded-by-ada.zip");
        Reply reply = stage.call(303, artifact(stage.license("ADA")), "-Lo slipway-" + NEW + ".zip");
        String digest = stage.download(reply.location(), file);
        String original = stage.kept("digest of " + NEW);
        stage.explain(
                "SHA-256 of the file that CI has sent, and of the one that Ada has got:", original + "\n" + digest);
        return digest.equals(original) ? "same SHA-256" : "another SHA-256";
    }

    private String downloadIsRefused() throws StepFailed, IOException, InterruptedException {
        stage.call(404, artifact(stage.license("BEN")));
        return "404";
    }

    private String yank() throws StepFailed, IOException, InterruptedException {
        stage.call(200, Call.post(api + "/releases/" + NEW + "/actions/yank", stage.token("TOKEN")));
        return "200";
    }
}

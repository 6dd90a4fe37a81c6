package dev.slipway;

import dev.slipway.access.Accounts;
import dev.slipway.access.FirstUse;
import dev.slipway.blob.BlobKey;
import dev.slipway.blob.FileBlobStore;
import dev.slipway.blob.SignedLinks;
import dev.slipway.catalog.ClassicFiles;
import dev.slipway.catalog.Housekeeping;
import dev.slipway.catalog.Products;
import dev.slipway.catalog.ResumableUploads;
import dev.slipway.config.MachineScopes;
import dev.slipway.config.Settings;
import dev.slipway.cryptlex.CryptlexView;
import dev.slipway.event.ChangeLog;
import dev.slipway.event.Jobs;
import dev.slipway.event.Jobs.Job;
import dev.slipway.event.Observations;
import dev.slipway.event.RequestLog;
import dev.slipway.event.delivery.Deliveries;
import dev.slipway.http.HttpServer;
import dev.slipway.http.Router;
import dev.slipway.keygen.KeygenView;
import dev.slipway.keygen.ProductRoutes;
import dev.slipway.keygen.RequestSchemas;
import dev.slipway.keygen.downgrade.Downgrades;
import dev.slipway.licensing.FirstRunSetup;
import dev.slipway.licensing.LicenseClock;
import dev.slipway.licensing.LicenseTimers;
import dev.slipway.licensing.UserPasswords;
import dev.slipway.model.Account;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.Role;
import dev.slipway.openapi.OpenApiDocument;
import dev.slipway.openapi.OpenApiView;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.secret.Ids;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.status.AccessLog;
import dev.slipway.status.StatusView;
import dev.slipway.store.Store;
import dev.slipway.web.PageView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The composition root: everything there is, built once from plain constructors. The program, its commands and its tests all
 * start here.
 */
public final class Slipway implements AutoCloseable {
    private final Settings settings;
    private final Environment environment;
    private final Store store;
    private final EventParts events;
    private final AccessParts access;
    private final ChangeLog changes;
    private final Ids ids;
    private final SignedLinks links;
    private @Nullable Serving serving;

    private Slipway(Settings settings, Environment environment, Store store, InstallationSecret secret) {
        this.settings = settings;
        this.environment = environment;
        this.store = store;
        this.ids = new Ids(environment.clock(), environment.random());
        this.events = EventParts.of(store, ids, environment.clock(), settings);
        this.changes = new ChangeLog(ids, events.outbox());
        this.access = new AccessParts(settings, environment, store, secret, changes, ids);
        this.links = new SignedLinks(secret.derive("signed links"));
    }

    /** What only exists while requests are served; without a server when it could not start. */
    private record Serving(
            DataFolder folder,
            Router router,
            FileBlobStore blobs,
            Observations observations,
            Jobs jobs,
            Deliveries deliveries,
            RequestLog requests,
            @Nullable HttpServer server) {}

    /**
     * Opens the data and migrates it, without serving it: what a command needs.
     *
     * @throws IOException when the data folder or the secret in it cannot be read or made
     * @throws dev.slipway.store.DatabaseUnavailableException when the database cannot be opened
     * @throws InstallationSecret.WrongSecretException when the data was made with another secret
     */
    public static Slipway open(Settings settings, Environment environment) throws IOException {
        Path data = DataFolder.prepare(settings.data());
        InstallationSecret secret = settings.secret().isPresent()
                ? InstallationSecret.of(settings.secret().get(), environment.random())
                : InstallationSecret.inFile(data.resolve("secret.key"), environment.random());
        Store store = settings.databaseUrl().isPresent()
                ? Store.postgresql(
                        settings.databaseUrl().get(), settings.databaseUser(), settings.databasePassword(), secret)
                : Store.sqlite(data.resolve("slipway.db"), secret);
        try {
            // Without the secret the data was made with nothing could be signed: better to say so now than at each
            // request.
            store.readAll(installation ->
                    installation.accounts().stream().findFirst().map(account -> installation.signingKey(account.id())));
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        return new Slipway(settings, environment, store, secret);
    }

    /**
     * Starts to serve requests.
     *
     * @throws IOException when another program has the port or serves the same data folder
     */
    public void serve() throws IOException {
        DataFolder folder = DataFolder.lock(settings.data());
        FileBlobStore blobs = new FileBlobStore(
                folder.path().resolve("blobs"), () -> new BlobKey(UUID.fromString(ids.next())), environment.files());
        Observations observations = new Observations(store, ids, events.outbox());
        LicenseClock licenseClock = new LicenseClock(changes);
        Router router = new Router();
        new StatusView(store::isReachable, blobs::isReachable).register(router);
        KeygenView keygen = access.keygenView(router, new Downgrades(new ClassicFiles(store)));
        Products products = new Products(store, changes, ids);
        access.register(keygen);
        LicensingParts licensing = new LicensingParts(store, changes, ids, access.signingKeys(), access.passwords());
        PageRoutes people = new PageRoutes(access, access.pageParts(), licensing, products);
        PageView pages = people.register(router);
        licensing.register(
                keygen, products, observations, licenseClock, settings.machineScopes() == MachineScopes.STRICT);
        new ProductRoutes(products).register(keygen);
        FirstUse firstUse = firstUse(licenseClock);
        CatalogParts catalog =
                new CatalogParts(settings, environment, store, changes, ids, links, blobs, observations, firstUse);
        catalog.register(keygen, router);
        CryptlexView cryptlex = new CryptlexParts(settings, environment, store, changes, ids, access)
                .register(router, products, catalog, observations, firstUse);
        events.register(cryptlex, changes, settings);
        ResumableUploads resumable = catalog.resumableUploads(folder.path());
        access.resumableRoutes(resumable, pages).register(router);
        catalog.register(pages, products, licensing.users(), licensing.licenses());
        people.registerPortal(router, catalog);
        Housekeeping housekeeping = catalog.housekeeping();
        List<Job> duties = new ArrayList<>(housekeeping.jobs());
        duties.add(resumable.job());
        duties.add(new LicenseTimers(store, changes, ids).job());
        duties.addAll(events.register(keygen, changes, settings));
        RequestLog requests = EventParts.requestLog(keygen, settings, folder.path(), ids, environment.clock());
        new OversightParts(settings, events, access, changes).register(pages, products, requests, blobs::isReachable);
        Jobs jobs = new Jobs(store, ids, environment.clock(), duties);
        Deliveries deliveries = events.deliveries(access, changes, settings, environment.random());
        new OpenApiView(() -> OpenApiDocument.assemble(RequestSchemas.all())).register(router);
        serving = new Serving(folder, router, blobs, observations, jobs, deliveries, requests, null);
        housekeeping.removeLeftovers();
        jobs.start();
        deliveries.start();
        HttpServer server = HttpServer.start(
                ServerSettings.of(settings), router, new AccessLog(), environment.clock(), environment.random());
        serving = new Serving(folder, router, blobs, observations, jobs, deliveries, requests, server);
    }

    private static FirstUse firstUse(LicenseClock clock) {
        return (session, caller, id) -> clock.start(ExpirationBasis.FROM_FIRST_DOWNLOAD, session, caller, id);
    }

    /** The port that requests are served on. */
    public int port() {
        if (serving == null || serving.server() == null) {
            throw new IllegalStateException("Nothing is served yet");
        }
        return serving.server().port();
    }

    /** Method and template of every route that is served, for a test that compares them with what is documented. */
    public SortedSet<String> routes() {
        if (serving == null) {
            throw new IllegalStateException("Nothing is served yet");
        }
        return serving.router().routes();
    }

    /** The accounts, for commands. */
    public Accounts accounts() {
        return access.accounts();
    }

    /** The chance to set the first account up in a browser. */
    public FirstRunSetup firstRun() {
        return access.firstRun();
    }

    /** How people change their passwords, for whoever tells them what they need for it. */
    public UserPasswords userPasswords() {
        return access.userPasswords();
    }

    /**
     * A fresh token of an account's oldest user of a staff role, for whoever operates the installation.
     *
     * @throws Refusal when there is no such account, role or user
     */
    public String issueOperatorToken(String accountIdOrSlug, String roleName) {
        Account account = access.accounts().resolve(accountIdOrSlug);
        Role role = Role.find(roleName)
                .filter(Role::isStaff)
                .orElseThrow(() -> Refusal.of(Problem.BAD_REQUEST, "There is no staff role '" + roleName + "'"));
        return access.tokens()
                .issueForOperator(account, role, environment.clock().instant())
                .secretText();
    }

    /** The store, for tests that look at what was written. */
    public Store store() {
        return store;
    }

    /**
     * Cleans up now instead of in its own time.
     *
     * @throws IllegalStateException when nothing is served
     */
    public void keepHouse() {
        if (serving == null) {
            throw new IllegalStateException("Nothing is served yet");
        }
        serving.jobs().runAll();
    }

    /** Finishes the requests in flight, writes what still waits to be written, and lets go of everything. */
    @Override
    public void close() {
        if (serving != null) {
            if (serving.server() != null) {
                serving.server().close(settings.drainTime());
            }
            serving.jobs().close();
            serving.observations().close();
            serving.deliveries().close();
            serving.requests().close();
            serving.blobs().close();
            serving.folder().close();
        }
        store.close();
    }
}

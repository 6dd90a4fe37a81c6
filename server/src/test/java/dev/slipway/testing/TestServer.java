package dev.slipway.testing;

import dev.slipway.Environment;
import dev.slipway.Slipway;
import dev.slipway.blob.FileSystemOperations;
import dev.slipway.blob.NioFileSystem;
import dev.slipway.config.SettingsException;
import dev.slipway.config.SettingsLoader;
import dev.slipway.model.Account;
import dev.slipway.secret.Passwords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The whole server on a free port, with a data folder and a database of its own. */
public final class TestServer implements AutoCloseable {
    public static final String ADMIN_EMAIL = "admin@example.com";
    public static final String ADMIN_PASSWORD = "correct horse";

    /** Tests sign in often, and what a hash is worth is tested apart. */
    private static final Passwords.Cost CHEAP = new Passwords.Cost(16, 1);

    private final Path data;
    private final Map<String, String> settings;
    private final Environment environment;
    private final TurnableClock clock;
    private final @Nullable SSLContext trust;
    private final Client admin;
    private Slipway slipway;

    private TestServer(
            Path data,
            Map<String, String> settings,
            Environment environment,
            TurnableClock clock,
            Slipway slipway,
            @Nullable SSLContext trust) {
        this.data = data;
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
        this.slipway = slipway;
        this.trust = trust;
        this.admin = anonymous().signIn(ADMIN_EMAIL, ADMIN_PASSWORD);
    }

    /** A server with usual settings. */
    public static TestServer start(Engine engine) {
        return start(engine, Map.of(), new NioFileSystem());
    }

    /** A server with these settings instead of the usual ones, on this file system. */
    public static TestServer start(Engine engine, Map<String, String> flags, FileSystemOperations files) {
        return start(engine, flags, files, null);
    }

    /** A server that speaks HTTPS only and presents that certificate, with these settings besides. */
    public static TestServer startSecure(Engine engine, Map<String, String> flags, SelfSigned certificate) {
        Map<String, String> settings = new HashMap<>(flags);
        settings.put("tls-cert", certificate.certificate().toString());
        settings.put("tls-key", certificate.key().toString());
        try {
            return start(engine, settings, new NioFileSystem(), certificate.trusting());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestServer start(
            Engine engine, Map<String, String> flags, FileSystemOperations files, @Nullable SSLContext trust) {
        try {
            Path data = Files.createTempDirectory("slipway-test");
            Map<String, String> settings = new HashMap<>();
            settings.put("port", "0");
            settings.put("data", data.toString());
            settings.put("admin-email", ADMIN_EMAIL);
            settings.put("admin-password", ADMIN_PASSWORD);
            // Tests sign in and ask often, all from one address.
            settings.put("limit-passwords", "false");
            settings.put("cryptlex-max-requests", "0");
            if (!flags.containsKey("database-url")) {
                settings.put("database-url", engine.migratedDatabase(data));
            }
            settings.putAll(flags);
            TurnableClock clock = new TurnableClock();
            Environment environment = new Environment(clock, new SecureRandom(), files, CHEAP);
            Slipway slipway = Slipway.open(SettingsLoader.load(settings, Map.of()), environment);
            slipway.accounts().bootstrap(ADMIN_EMAIL, ADMIN_PASSWORD);
            slipway.serve();
            return new TestServer(data, settings, environment, clock, slipway, trust);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SettingsException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets PostgreSQL count what is stored, as it does by itself after a minute; without that it guesses, and plans badly. */
    public void countWhatIsStored() {
        String url = settings.getOrDefault("database-url", "");
        if (url.startsWith("jdbc:postgresql:")) {
            try (var connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                statement.execute("ANALYZE");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Stops the program. It is to be started again before anybody asks for it. */
    public void stop() {
        settings.put("port", Integer.toString(slipway.port()));
        slipway.close();
    }

    /** Starts the program that was stopped on the same data and the same port. */
    public void startAgain() {
        try {
            slipway = Slipway.open(SettingsLoader.load(settings, Map.of()), environment);
            slipway.serve();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SettingsException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address that requests go to, without a slash at the end. */
    public String url() {
        return (trust == null ? "http" : "https") + "://127.0.0.1:" + slipway.port();
    }

    /** A client that presents nothing. */
    public Client anonymous() {
        return trust == null ? Client.of(url()) : Client.of(url(), trust);
    }

    /** A client that presents the first administrator's token. */
    public Client admin() {
        return admin;
    }

    /** What a vendor does before a test begins: products, policies, licenses, releases. */
    public Vendor vendor() {
        return new Vendor(admin);
    }

    public TurnableClock clock() {
        return clock;
    }

    public Path data() {
        return data;
    }

    /** The program inside, for a look at what was written. */
    public Slipway slipway() {
        return slipway;
    }

    /** The default account. */
    public Account account() {
        return slipway.accounts().resolve("default");
    }

    @Override
    public void close() {
        slipway.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(TestServer::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

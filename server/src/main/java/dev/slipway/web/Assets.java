package dev.slipway.web;

import dev.slipway.http.Headers;
import dev.slipway.http.Request;
import dev.slipway.http.Response;
import dev.slipway.http.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files that pages are made with: our own and those of libraries, all from inside the program. Their addresses hold a hash of
 * all of them, so browsers never ask twice.
 */
public final class Assets {
    private static final String PREFIX = "/-/assets";
    private static final List<String> OWN = List.of(
            "slipway.css",
            "slipway.js",
            "theme.js",
            "upload.js",
            "release-form.js",
            "overview.js",
            "icons.svg",
            "icon.svg");
    private static final Map<String, Library> LIBRARIES = Map.of(
            "tabler.css", new Library("tabler__core", "dist/css/tabler.min.css"),
            "htmx.js", new Library("htmx.org", "dist/htmx.min.js"),
            "chart.js", new Library("chart.js", "dist/chart.umd.min.js"));

    private record Library(String artifact, String file) {
        String resource() throws IOException {
            Properties release = new Properties();
            try (InputStream stream = open("META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties")) {
                release.load(stream);
            }
            return "META-INF/resources/webjars/%s/%s/%s".formatted(artifact, release.getProperty("version"), file);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Asset(String type, byte[] plain, byte[] compressed) {}

    private record Loaded(String hash, Map<String, Asset> files) {}

    /** Compressing takes a while, during which the program can already serve. */
    private final CompletableFuture<Loaded> loaded = CompletableFuture.supplyAsync(Assets::load);

    /** Adds their addresses to the router. */
    public void register(Router router) {
        router.register("GET", PREFIX + "/{hash}/{name}", this::send);
    }

    /**
     * The address of a file.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    String path(String name) {
        Loaded all = loaded.join();
        if (!all.files().containsKey(name)) {
            throw new IllegalArgumentException("There is no asset " + name);
        }
        return PREFIX + "/" + all.hash() + "/" + name;
    }

    private Response send(Request request) {
        Loaded all = loaded.join();
        @Nullable Asset asset = all.files().get(request.parameter("name"));
        if (asset == null) {
            return Response.text(404, "There is nothing at this address.\n");
        }
        // A page from before an update may still ask for files by their old address: it gets them, but only for now.
        boolean current = request.parameter("hash").equals(all.hash());
        Headers headers = Headers.of(
                "Content-Type",
                asset.type(),
                "Cache-Control",
                current ? "public, max-age=31536000, immutable" : "no-store",
                "Vary",
                "Accept-Encoding");
        boolean compressed = acceptsGzip(request);
        Response response = Response.bytes(200, asset.type(), compressed ? asset.compressed() : asset.plain());
        return new Response(200, compressed ? headers.and("Content-Encoding", "gzip") : headers, response.body());
    }

    private static boolean acceptsGzip(Request request) {
        return request.headers("Accept-Encoding").stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(coding -> coding.replace(" ", ""))
                .anyMatch(coding -> coding.equals("gzip") || (coding.startsWith("gzip;") && !coding.endsWith("q=0")));
    }

    private static Loaded load() {
        try {
            Map<String, Asset> files = new LinkedHashMap<>();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : OWN) {
                add(files, digest, name, "web/" + name);
            }
            for (Map.Entry<String, Library> library : new TreeMap<>(LIBRARIES).entrySet()) {
                add(files, digest, library.getKey(), library.getValue().resource());
            }
            return new Loaded(HexFormat.of().formatHex(digest.digest(), 0, 8), Map.copyOf(files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK lacks SHA-256", e);
        }
    }

    private static void add(Map<String, Asset> files, MessageDigest digest, String name, String resource)
            throws IOException {
        byte[] plain;
        try (InputStream stream = open(resource)) {
            plain = stream.readAllBytes();
        }
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update(plain);
        files.put(name, new Asset(type(name), plain, compress(plain)));
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("No media type is known for " + name);
        };
    }

    private static byte[] compress(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(plain);
        }
        return compressed.toByteArray();
    }

    private static InputStream open(String resource) throws IOException {
        InputStream stream = Assets.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw new IOException("The program lacks " + resource);
        }
        return stream;
    }
}

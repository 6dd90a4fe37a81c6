package dev.slipway.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A request over the network library's own. */
final class IncomingRequest implements Request {
    private static final int MAX_ID_LENGTH = 64;

    private final HttpServerRequest raw;
    private final TrustedProxies proxies;
    private final String id;
    private final String method;
    private final String path;
    private final @Nullable String rawQuery;
    private Router.@Nullable Match match;
    private @Nullable RequestBody body;

    IncomingRequest(HttpServerRequest raw, TrustedProxies proxies, RandomGenerator random) {
        this.raw = raw;
        this.proxies = proxies;
        this.method = raw.method().name();
        this.id = id(raw.getHeader(HeaderNames.REQUEST_ID), random);
        String target = raw.uri();
        int query = target.indexOf('?');
        this.rawQuery = query < 0 ? null : target.substring(query + 1);
        this.path = path(query < 0 ? target : target.substring(0, query));
    }

    private static String id(@Nullable String sent, RandomGenerator random) {
        if (sent != null && !sent.isEmpty() && sent.length() <= MAX_ID_LENGTH && isToken(sent)) {
            return sent;
        }
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & ~(0b11L << 62)) | 0b10L << 62;
        return new UUID(high, low).toString();
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '-' && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) {
                return false;
            }
        }
        return true;
    }

    /** The path of a target, which proxies may write as a whole address. */
    private static String path(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int authority = target.indexOf("://");
        if (authority < 0) {
            return "";
        }
        int slash = target.indexOf('/', authority + 3);
        return slash < 0 ? "/" : target.substring(slash);
    }

    void matched(Router.Match found) {
        match = found;
    }

    void bodyComes(RequestBody stream) {
        body = stream;
    }

    @Nullable
    RequestBody bodyStream() {
        return body;
    }

    @Override
    public String method() {
        return isHead() ? "GET" : method;
    }

    @Override
    public boolean isHead() {
        return method.equals("HEAD");
    }

    @Override
    public String target() {
        return raw.uri();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String rawQuery() {
        return rawQuery;
    }

    @Override
    public String route() {
        Router.Match found = match;
        return found == null ? "" : found.route().template();
    }

    @Override
    public String parameter(String name) {
        Router.Match found = match;
        int index = found == null ? -1 : found.route().names().indexOf(name);
        if (found == null || index < 0) {
            throw new IllegalArgumentException("The route has no parameter " + name);
        }
        return found.values().get(index);
    }

    @Override
    public String host() {
        String forwarded = forwarded("X-Forwarded-Host");
        if (forwarded != null) {
            return forwarded;
        }
        String host = raw.getHeader(HeaderNames.HOST);
        return host == null ? "" : host;
    }

    @Override
    public @Nullable String header(String name) {
        return raw.headers().get(name);
    }

    @Override
    public List<String> headers(String name) {
        return raw.headers().getAll(name);
    }

    @Override
    public String remoteAddress() {
        String peer = raw.remoteAddress().hostAddress();
        List<String> forwarded = raw.headers().getAll("X-Forwarded-For");
        return forwarded.isEmpty() ? peer : proxies.client(peer, String.join(",", forwarded));
    }

    @Override
    public boolean secure() {
        String forwarded = forwarded("X-Forwarded-Proto");
        return forwarded == null ? raw.isSSL() : forwarded.equalsIgnoreCase("https");
    }

    /** What the nearest proxy says in a header, null when it says nothing or is not trusted. */
    private @Nullable String forwarded(String name) {
        String value = raw.headers().get(name);
        if (value == null || !proxies.trusts(raw.remoteAddress().hostAddress())) {
            return null;
        }
        String nearest = value.substring(value.lastIndexOf(',') + 1).strip();
        return nearest.isEmpty() ? null : nearest;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long contentLength() {
        return body == null ? 0 : announcedLength(raw);
    }

    /** What a well-formed request says of its body: its length, 0 for no body, -1 for an unknown length. */
    static long announcedLength(HttpServerRequest raw) {
        if (raw.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
            return -1;
        }
        String length = raw.getHeader(HeaderNames.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    boolean isOldProtocol() {
        return raw.version() == HttpVersion.HTTP_1_0;
    }

    @Override
    public InputStream body() {
        return body == null ? InputStream.nullInputStream() : body;
    }

    @Override
    public byte[] readBody(long limit) throws IOException {
        long announced = contentLength();
        if (announced > limit) {
            throw new BodyTooLarge(limit);
        }
        InputStream stream = body();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(announced > 0 ? (int) Math.min(announced, 65_536) : 32);
        byte[] chunk = new byte[8192];
        for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
            if (bytes.size() + (long) count > limit) {
                throw new BodyTooLarge(limit);
            }
            bytes.write(chunk, 0, count);
        }
        return bytes.toByteArray();
    }
}

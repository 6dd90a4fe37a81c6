package dev.slipway.web;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.access.Credentials;
import dev.slipway.access.WebSessions;
import dev.slipway.http.QueryParameters;
import dev.slipway.http.Request;
import dev.slipway.model.Account;
import dev.slipway.model.License;
import dev.slipway.model.User;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request for a page, or of a form.
 *
 * @param signedIn who is signed in; null for nobody
 * @param query what the address says
 * @param sent what the form holds; empty when none was sent
 * @param notice what was just done; null for nothing
 * @param newVisitor what the visitor is to be known by from now on, until they sign in; null when they are known
 */
public record Visit(
        Request request,
        Area area,
        PageParts parts,
        @Nullable Caller signedIn,
        QueryParameters query,
        QueryParameters sent,
        String formToken,
        Theme theme,
        @Nullable String notice,
        @Nullable String newVisitor) {
    /** Paths of this server, which no browser takes for another one's. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e]*|/");

    /**
     * Who is signed in.
     *
     * @throws Refusal 401 when nobody is
     */
    public Caller caller() {
        if (signedIn == null) {
            throw Refusal.of(Problem.TOKEN_MISSING);
        }
        return signedIn;
    }

    /** The same with what a form holds. */
    Visit withSent(QueryParameters form) {
        return new Visit(request, area, parts, signedIn, query, form, formToken, theme, notice, newVisitor);
    }

    /** Scheme and authority that absolute addresses begin with: the operator's, else what the browser used. */
    public String origin() {
        return parts.publicUrl() != null
                ? parts.publicUrl().toString()
                : (request.secure() ? "https://" : "http://") + request.host();
    }

    /** A path parameter. */
    public String parameter(String name) {
        return request.parameter(name);
    }

    /** A form with these fields, as it was sent. */
    public Form form(String... fields) {
        return Form.of(sent, fields);
    }

    /** Whether a form was sent to search for what a field of it can be, and not to be acted on. */
    public boolean isSearching() {
        return sent.first("search") != null;
    }

    /** A path of this server that the visitor wants to go on to; {@code otherwise} when none is given, or another server's. */
    public String next(String otherwise) {
        String wanted = sent.first("next") != null ? sent.first("next") : query.first("next");
        return wanted != null && LOCAL.matcher(wanted).matches() ? wanted : otherwise;
    }

    /** What is around a page with that title. */
    public Frame frame(String title) {
        List<NavigationLink> links = signedIn == null
                ? List.of()
                : area.navigation().stream()
                        .filter(link -> signedIn.permissions().contains(link.permission()))
                        .toList();
        return new Frame(area, title, request.path(), theme, formToken, person(), notice, links, parts.assets());
    }

    private Frame.@Nullable Person person() {
        if (signedIn == null) {
            return null;
        }
        String account = signedIn.account().name();
        return switch (signedIn.bearer()) {
            case Bearer.Staff staff -> person(staff.user(), account);
            case Bearer.Customer customer -> person(customer.user(), account);
            case Bearer.OfLicense license -> person(license.standing().license(), account);
            case Bearer.OfProduct product -> null;
            case Bearer.Anonymous nobody -> null;
        };
    }

    private static Frame.Person person(User user, String account) {
        return new Frame.Person(user.email(), Text.words(user.role().words()), account);
    }

    private static Frame.Person person(License license, String account) {
        return new Frame.Person(Objects.requireNonNullElse(license.name(), "License"), "License", account);
    }

    /**
     * Signs the visitor in, if the area is for them.
     *
     * @throws Refusal what is wrong with the credentials
     */
    public Answer signIn(Account account, Credentials credentials, String path) {
        WebSessions.Opened opened = parts.sessions()
                .open(
                        account,
                        credentials,
                        new WebSessions.Visitor(request.remoteAddress(), request.header("User-Agent"), request.id()));
        if (!area.admits().test(opened.caller())) {
            parts.sessions().close(opened.cookie());
            throw Refusal.of(Problem.ACCESS_DENIED, area.elsewhere());
        }
        return new Answer.SignedIn(opened.cookie(), path);
    }
}

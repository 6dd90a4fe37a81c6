package dev.slipway;

import dev.slipway.access.TokenDetails;
import dev.slipway.catalog.ClassicFiles;
import dev.slipway.event.Subjects;
import dev.slipway.keygen.EventDocuments;
import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.UserDetails;
import dev.slipway.model.Account;
import dev.slipway.model.Artifact;
import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.Metadata;
import dev.slipway.model.Policy;
import dev.slipway.model.Product;
import dev.slipway.model.Release;
import dev.slipway.model.ReleasePackage;
import dev.slipway.model.Role;
import dev.slipway.model.Token;
import dev.slipway.model.TokenScope;
import dev.slipway.model.User;
import dev.slipway.store.Session;
import java.time.Instant;
import java.util.Optional;

/** Brings together what events are about, from the use cases, and how that looks, from the view. */
final class EventSubjects implements Subjects {
    private final EventDocuments documents = new EventDocuments();

    @Override
    public Optional<Record> find(Session session, String type, String id) {
        return switch (type) {
            case "products" -> session.products().find(id).map(Record.class::cast);
            case "packages" -> session.packages().find(id).map(Record.class::cast);
            case "releases" -> session.releases().find(id).map(Record.class::cast);
            case "artifacts" -> session.artifacts().find(id).map(Record.class::cast);
            case "entitlements" -> session.entitlements().find(id).map(Record.class::cast);
            case "policies" -> session.policies().find(id).map(Record.class::cast);
            case "maintenance-policies" ->
                session.maintenancePolicies().find(id).map(Record.class::cast);
            case "licenses" -> session.licenses().find(id).map(Record.class::cast);
            case "users" -> session.users().find(id).map(Record.class::cast);
            case "accounts" -> session.account().map(Record.class::cast);
            case "settings" -> session.settings().find(id).map(Record.class::cast);
            case "tokens" -> session.tokens().find(id).map(Record.class::cast);
            default -> Optional.empty();
        };
    }

    @Override
    public boolean isReadableBy(Session session, Record resource, String productId) {
        return switch (resource) {
            case Product product -> product.id().equals(productId);
            case ReleasePackage part -> part.productId().equals(productId);
            case Release release -> release.productId().equals(productId);
            case Artifact artifact -> artifact.productId().equals(productId);
            case Policy policy -> policy.productId().equals(productId);
            case License license -> license.productId().equals(productId);
            case Account account -> true;
            case Entitlement entitlement -> true;
            case User user -> user.role() == Role.USER && session.users().holdsLicenseOf(user.id(), productId);
            case Token token ->
                session.tokens()
                        .find(token.id(), new TokenScope.OfProduct(productId))
                        .isPresent();
            default -> false;
        };
    }

    @Override
    public String document(Session session, Shown shown, String apiVersion, Instant now) {
        Shown complete = new Shown(
                shown.resources().stream()
                        .map(resource -> complete(session, resource, now))
                        .toList(),
                shown.many(),
                shown.event(),
                shown.details());
        return documents.document(session.accountId(), complete, apiVersion, () -> new ClassicFiles(session), now);
    }

    @Override
    public Metadata attributes(Session session, Record resource, Instant now) {
        return documents.attributes(session.accountId(), complete(session, resource, now), now);
    }

    /** A resource with all that is shown of it. */
    private static Record complete(Session session, Record resource, Instant now) {
        return switch (resource) {
            case License license -> LicenseDetails.of(session, license);
            case User user -> UserDetails.of(session, user, now);
            case Token token -> TokenDetails.of(session, token);
            default -> resource;
        };
    }

    @Override
    public boolean knowsVersion(String apiVersion) {
        return documents.knowsVersion(apiVersion);
    }
}

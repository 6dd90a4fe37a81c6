package dev.slipway.cryptlex;

import dev.slipway.catalog.FileDetails;
import dev.slipway.catalog.ReleaseDetails;
import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.UserDirectory;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What webhooks are shown: the objects that clients get when they ask for the same thing. */
public final class WebhookDocuments {
    /**
     * A license and who has it beside its owner.
     *
     * @param additionalUserIds their ids
     */
    public record HeldLicense(LicenseDetails details, Collection<String> additionalUserIds) {
        /** Keeps a copy of the ids. */
        public HeldLicense {
            additionalUserIds = List.copyOf(additionalUserIds);
        }
    }

    /**
     * The object of a resource, with all that is shown of it, as JSON text; empty where there is none of its kind.
     *
     * @param origin scheme and authority of the addresses that files are fetched from
     */
    public Optional<String> document(String accountId, String origin, Record resource) {
        Optional<ObjectNode> object = switch (resource) {
            case ReleaseDetails release -> Optional.of(new ReleaseDocuments(accountId, origin).render(release));
            case FileDetails file -> Optional.of(new ReleaseFileDocuments(accountId, origin).render(file));
            case HeldLicense license ->
                Optional.of(LicenseDocuments.render(license.details(), license.additionalUserIds()));
            case UserDirectory.Entry user -> Optional.of(UserRoutes.render(user));
            default -> Optional.empty();
        };
        return object.map(each -> new String(Json.write(each), StandardCharsets.UTF_8));
    }
}

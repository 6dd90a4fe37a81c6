package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.access.SigningKeys;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.User;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** License files: what a license is, signed by the account, for apps that are not always connected. */
public final class LicenseFiles {
    /** How long a file is good for unless said otherwise: a twelfth of a mean year. */
    public static final Duration USUAL_LIFETIME = Duration.ofSeconds(2_629_746);
    /** How long a file must be good for at least. */
    public static final Duration SHORTEST_LIFETIME = Duration.ofHours(1);

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final JsonMapper JSON = new JsonMapper();
    // More than anybody attaches to one license.
    private static final PageRequest ALL = new PageRequest.Limit(10_000, true);

    private final Store store;
    private final ChangeLog changes;
    private final SigningKeys signingKeys;
    private final Ids ids;

    /** Files of the licenses in this store, signed with these keys. */
    public LicenseFiles(Store store, ChangeLog changes, SigningKeys signingKeys, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.signingKeys = signingKeys;
        this.ids = ids;
    }

    /** How the content of a file is written. */
    public enum Algorithm {
        PLAIN("base64+ed25519"),
        /** Readable only with the license key. */
        ENCRYPTED("aes-256-gcm+ed25519");

        private final String text;

        Algorithm(String text) {
            this.text = text;
        }

        /** The name that apps know it by. */
        public String text() {
            return text;
        }
    }

    /** What can be put into a file beside the license. */
    public enum Include {
        ENTITLEMENTS,
        /** Never there. */
        ENVIRONMENT,
        PRODUCT,
        POLICY,
        /** Never there. */
        GROUP,
        OWNER,
        USERS
    }

    /**
     * What a file is asked to be.
     *
     * @param lifetime null for ever
     */
    public record Wish(Algorithm algorithm, @Nullable Duration lifetime, Set<Include> includes) {}

    /**
     * What goes into a file.
     *
     * @param id of the file
     * @param users its owner first
     */
    public record Content(
            String id,
            Wish wish,
            LicenseDetails license,
            List<Entitlement> entitlements,
            @Nullable Product product,
            List<UserDetails> users) {}

    /**
     * Notes that a license is checked out, and gathers what goes into the file.
     *
     * @param wish read only once the caller is known to be allowed to
     */
    public Content checkOut(Caller caller, String idOrKey, Supplier<Wish> wish) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_CHECK_OUT);
            LicenseAccess.requireManager(session, caller, found, LicenseAccess.USERS_OF_IT);
            Wish wanted = wish.get();
            License current = LicenseAccess.lock(session, found);
            License license = new LicenseEdit(current).checkedOut(caller.now()).at(caller.now());
            session.licenses().update(license);
            changes.record(session, caller, "license.checked-out", Licenses.TYPE, license.id());
            return gather(session, caller, license, wanted);
        });
    }

    private Content gather(Session session, Caller caller, License license, Wish wish) {
        Set<Include> includes = wish.includes();
        LicenseDetails details = LicenseDetails.of(session, license);
        List<Entitlement> entitlements = includes.contains(Include.ENTITLEMENTS)
                ? session.entitlements().listHeldByLicense(license.id(), ALL).items()
                : List.of();
        Product product = includes.contains(Include.PRODUCT)
                ? session.products().find(license.productId()).orElse(null)
                : null;
        return new Content(
                ids.next(),
                wish,
                details,
                entitlements,
                product,
                UserDetails.of(session, users(session, details, includes), caller.now()));
    }

    private static List<User> users(Session session, LicenseDetails details, Set<Include> includes) {
        if (includes.contains(Include.USERS)) {
            return session.users().listOfLicense(details.license().id(), ALL).items();
        }
        return includes.contains(Include.OWNER) && details.owner() != null ? List.of(details.owner()) : List.of();
    }

    /** A content as a signed file: lines of text that begin and end with a mark. */
    public String seal(Caller caller, Content content, byte[] document) {
        Algorithm algorithm = content.wish().algorithm();
        String written = switch (algorithm) {
            case PLAIN -> Base64.getEncoder().encodeToString(document);
            case ENCRYPTED -> encrypt(content.license().license().key(), document);
        };
        byte[] signature =
                signingKeys.sign(caller.account().id(), ("license/" + written).getBytes(StandardCharsets.UTF_8));
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("enc", written);
        parts.put("sig", Base64.getEncoder().encodeToString(signature));
        parts.put("alg", algorithm.text());
        Base64.Encoder lines = Base64.getMimeEncoder(60, new byte[] {'\n'});
        return "-----BEGIN LICENSE FILE-----\n%s\n-----END LICENSE FILE-----\n"
                .formatted(lines.encodeToString(JSON.writeValueAsBytes(parts)));
    }

    private String encrypt(String key, byte[] document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            byte[] nonce = HexFormat.of().parseHex(ids.randomHex(NONCE_BYTES));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(digest, "AES"),
                    new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            byte[] sealed = cipher.doFinal(document);
            int end = sealed.length - TAG_BYTES;
            Base64.Encoder base64 = Base64.getEncoder();
            return String.join(
                    ".",
                    base64.encodeToString(Arrays.copyOf(sealed, end)),
                    base64.encodeToString(nonce),
                    base64.encodeToString(Arrays.copyOfRange(sealed, end, sealed.length)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks AES-GCM", e);
        }
    }
}

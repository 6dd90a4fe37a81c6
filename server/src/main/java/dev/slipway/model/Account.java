package dev.slipway.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A vendor: everything else belongs to exactly one account, unseen by the others.
 *
 * @param domain the host name that means this account in addresses that name none
 * @param apiVersion the Keygen API version of requests that ask for none; null for the newest
 * @param isProtected whether strangers are kept from registering themselves, and the default of new policies
 * @param verifyKey the 32 bytes of the Ed25519 public key, in lower-case hex
 */
public record Account(
        String id,
        String slug,
        String name,
        @Nullable String domain,
        @Nullable String apiVersion,
        boolean isProtected,
        String verifyKey,
        Instant created,
        Instant updated) {}

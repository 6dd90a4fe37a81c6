package dev.slipway.web;

import dev.slipway.access.WebSessions;
import dev.slipway.secret.Ids;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What all areas are made with.
 *
 * @param publicUrl the address that browsers use, if the operator set it
 */
public record PageParts(
        WebSessions sessions,
        Renderer renderer,
        Assets assets,
        FormTokens tokens,
        Ids ids,
        @Nullable URI publicUrl) {}

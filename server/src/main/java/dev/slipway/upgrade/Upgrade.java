package dev.slipway.upgrade;

import dev.slipway.model.Release;

/** A newer release for one who runs an older one. */
public record Upgrade(Release current, Release next) {}

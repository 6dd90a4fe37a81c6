package dev.slipway.catalog;

import dev.slipway.model.Artifact;

/** The answer to one who asks for an artifact. */
public sealed interface Download {

    /** The artifact. */
    Artifact artifact();

    /** Only what is known about it, because its bytes were not wanted or cannot be had. */
    record Described(Artifact artifact) implements Download {}

    /** With leave to fetch its bytes. */
    record Linked(Artifact artifact, TransferLink link) implements Download {}

    /** With the address of its bytes, which are kept elsewhere. */
    record Elsewhere(Artifact artifact, String url) implements Download {}
}

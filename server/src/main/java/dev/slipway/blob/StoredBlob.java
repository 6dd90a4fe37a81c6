package dev.slipway.blob;

/**
 * A committed blob.
 *
 * @param key its key
 * @param length its length in bytes
 * @param content where its bytes can be had
 */
public record StoredBlob(BlobKey key, long length, BlobContent content) {}

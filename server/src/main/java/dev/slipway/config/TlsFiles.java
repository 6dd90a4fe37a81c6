package dev.slipway.config;

import java.nio.file.Path;

/**
 * The two files that make the server speak TLS.
 *
 * @param certificate the certificate chain in PEM form, the server's own certificate first
 * @param key the unencrypted private key in PEM form
 */
public record TlsFiles(Path certificate, Path key) {}

package dev.slipway.cli.demo;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * This very program, packed for shipping: a real file of many megabytes.
 *
 * @param file where it is
 * @param size its length in bytes
 * @param sha256 its SHA-256 digest in hexadecimal
 */
record ProgramArchive(Path file, long size, String sha256) {

    /** Packs the program that runs, and the version it is shipped as, into {@code slipway-VERSION.zip} in a folder. */
    static ProgramArchive pack(String version, Path folder) throws IOException {
        Path file = folder.resolve("slipway-" + version + ".zip");
        MessageDigest digest = Sha256.fresh();
        try (OutputStream bytes = new DigestOutputStream(Files.newOutputStream(file), digest);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            // What is inside is compressed already.
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry("VERSION"));
            zip.write((version + "\n").getBytes(StandardCharsets.UTF_8));
            for (Path part : parts()) {
                zip.putNextEntry(new ZipEntry("slipway/" + part.getFileName()));
                Files.copy(part, zip);
            }
        }
        return new ProgramArchive(file, Files.size(file), HexFormat.of().formatHex(digest.digest()));
    }

    String filename() {
        return file.getFileName().toString();
    }

    /** The program's jar and the libraries beside it; run from class folders, the libraries of the class path. */
    private static List<Path> parts() throws IOException {
        Path code;
        try {
            code = Path.of(ProgramArchive.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        if (Files.isRegularFile(code)) {
            try (Stream<Path> libraries = Files.list(code.resolveSibling("lib"))) {
                return Stream.concat(Stream.of(code), libraries.sorted()).toList();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .distinct()
                .toList();
    }
}

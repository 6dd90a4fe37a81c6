package dev.slipway.durability;

import dev.slipway.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What the virtual machine finds out about the program's classes at a first start, kept for all others of this test run: they take
 * half as long then. It keeps that only of classes that come from archives.
 */
final class KnownClasses {
    private static final Path FOLDER = folder();

    /** The program and its libraries. */
    static final String CLASS_PATH = classPath();

    /** What is known of their classes. */
    static final Path ARCHIVE = archive();

    private KnownClasses() {}

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("slipway-classes");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> entries = Files.walk(folder)) {
            entries.sorted(Comparator.reverseOrder())
                    .forEach(entry -> entry.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() {
        try {
            Path program = FOLDER.resolve("program.jar");
            pack(
                    Path.of(Main.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()),
                    program);
            return Stream.concat(
                            Stream.of(program.toString()),
                            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                                    .filter(entry -> entry.endsWith(".jar")))
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pack(Path classes, Path archive) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> entries = Files.walk(classes)) {
            zip.setLevel(0);
            for (Path entry : entries.skip(1).toList()) {
                // Migrations are looked for by their folder, so folders must be there too.
                boolean isFolder = Files.isDirectory(entry);
                zip.putNextEntry(new ZipEntry(classes.relativize(entry) + (isFolder ? "/" : "")));
                if (!isFolder) {
                    Files.copy(entry, zip);
                }
                zip.closeEntry();
            }
        }
    }

    private static Path archive() {
        Path archive = FOLDER.resolve("classes.jsa");
        try {
            Path data = Files.createDirectory(FOLDER.resolve("data"));
            try (ServerProcess server =
                    ServerProcess.start("-XX:ArchiveClassesAtExit=" + archive, data, "", Map.of())) {
                server.terminate();
            }
            if (!Files.exists(archive)) {
                throw new IllegalStateException("The virtual machine kept nothing of the classes");
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

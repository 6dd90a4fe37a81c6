package dev.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the launcher script in a small copy of the repository, with JDKs and a Maven that are scripts themselves.
 *
 * <p>The search path holds nothing but the tools that the script may use, and no Java.
 */
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("basedir", "."), "..", "slipway").toAbsolutePath();
    private static final List<String> TOOLS =
            List.of("cat", "dirname", "find", "head", "mkdir", "mv", "readlink", "rm", "sleep", "touch");

    @TempDir
    private Path folder;

    private Path repository;
    private Path tools;
    private Path systemJdks;
    private Path home;
    private final Map<String, String> environment = new HashMap<>();

    /** How a run of the script ended. */
    private record Outcome(int status, String output, String errors) {}

    @BeforeEach
    void layOutARepositoryAndAMachine() throws IOException {
        folder = folder.toRealPath();
        repository = Files.createDirectories(folder.resolve("a 'quoted' repository"));
        systemJdks = Files.createDirectories(folder.resolve("jvm"));
        home = Files.createDirectories(folder.resolve("home"));
        tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : TOOLS) {
            executable(tools.resolve(tool), "#!/bin/sh\nexec " + onThisMachine(tool) + " \"$@\"\n");
        }
        executable(tools.resolve("mvn"), """
                #!/bin/sh
                printf '%s\\n' "$@" >>maven-arguments
                printf '%s' "$JAVA_HOME" >maven-java-home
                [ ! -e maven-fails ] || { echo "cannot compile Main.java"; exit 1; }
                mkdir -p server/target
                touch server/target/slipway.jar
                """);
        String script = Files.readString(LAUNCHER);
        assertThat(script).contains("/usr/lib/jvm/", "/usr/libexec/java_home", "/Library/Java/");
        executable(
                repository.resolve("slipway"),
                script.replace("/usr/lib/jvm/", systemJdks + "/")
                        .replace("/usr/libexec/java_home", folder + "/java_home")
                        .replace("/Library/Java/", folder + "/Library/Java/"));
        source("server/src/main/java/Main.java");
        source("server/pom.xml");
        source("pom.xml");
        source(".mvn/jvm.config");
        environment.put("PATH", tools.toString());
        environment.put("HOME", home.toString());
    }

    @Test
    void theJdkNamedForSlipwayWinsOverAllOthers() throws Exception {
        environment.put("SLIPWAY_JAVA_HOME", jdk("named", "26.0.1").toString());
        environment.put("JAVA_HOME", jdk("general", "25.0.1").toString());
        jdk("jvm/system", "25.0.1");

        assertThat(run("java-home").output()).isEqualTo(folder.resolve("named") + "\n");
    }

    @Test
    void aJdkNamedForSlipwayThatIsTooOldIsRefused() throws Exception {
        environment.put("SLIPWAY_JAVA_HOME", jdk("named", "21.0.4").toString());
        jdk("jvm/system", "25.0.1");

        Outcome outcome = run("java-home");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors())
                .isEqualTo("slipway: SLIPWAY_JAVA_HOME is " + folder.resolve("named")
                        + ", which is no JDK 25 or later.\n");
    }

    @Test
    void aGeneralJavaHomeThatIsTooOldIsSkipped() throws Exception {
        environment.put("JAVA_HOME", jdk("general", "17.0.15").toString());
        Path system = jdk("jvm/system", "25.0.3");

        assertThat(run("java-home").output()).isEqualTo(system + "\n");
    }

    @Test
    void aNewEnoughGeneralJavaHomeWinsOverTheSearchPath() throws Exception {
        Path general = jdk("general", "25");
        environment.put("JAVA_HOME", general.toString());
        Files.createSymbolicLink(tools.resolve("java"), jdk("other", "25").resolve("bin/java"));

        assertThat(run("java-home").output()).isEqualTo(general + "\n");
    }

    @Test
    void theJavaOnTheSearchPathIsFollowedToItsJdk() throws Exception {
        Path real = jdk("some where/jdk", "25.0.3");
        Path alternatives = Files.createDirectories(folder.resolve("alternatives"));
        Files.createSymbolicLink(alternatives.resolve("java"), Path.of("../some where/jdk/bin/java"));
        Files.createSymbolicLink(tools.resolve("java"), alternatives.resolve("java"));
        jdk("jvm/system", "25.0.1");

        assertThat(run("java-home").output()).isEqualTo(real + "\n");
    }

    @Test
    void theOldestSystemJdkThatIsNewEnoughIsChosen() throws Exception {
        jdk("jvm/a-27", "27-ea");
        jdk("jvm/b-8", "1.8.0_412");
        Path chosen = jdk("jvm/c-25", "25.0.3");
        jdk("jvm/d-26", "26");
        Files.createDirectories(systemJdks.resolve("empty"));

        assertThat(run("java-home").output()).isEqualTo(chosen + "\n");
    }

    @Test
    void aRuntimeWithoutCompilerIsSkipped() throws Exception {
        Files.delete(jdk("jvm/runtime", "25.0.3").resolve("bin/javac"));
        Path complete = jdk("jvm/with-compiler", "26");

        assertThat(run("java-home").output()).isEqualTo(complete + "\n");
    }

    @Test
    void aJdkWithoutReleaseFileIsAskedForItsVersion() throws Exception {
        Files.delete(jdk("jvm/old", "17.0.1").resolve("release"));
        Path unnamed = jdk("jvm/unnamed", "25.0.3");
        Files.delete(unnamed.resolve("release"));

        assertThat(run("java-home").output()).isEqualTo(unnamed + "\n");
    }

    @Test
    void aJdkOfSdkmanOrOfMacOsIsFoundLast() throws Exception {
        Path sdkman = jdk("home/.sdkman/candidates/java/25-tem", "25.0.3");
        assertThat(run("java-home").output()).isEqualTo(sdkman + "\n");

        Path mac = jdk("Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home", "25.0.3");
        assertThat(run("java-home").output()).isEqualTo(mac + "\n");

        Path told = jdk("told", "25.0.3");
        executable(folder.resolve("java_home"), "#!/bin/sh\n[ \"$1 $2\" = '-v 25+' ] && echo '" + told + "'\n");
        assertThat(run("java-home").output()).isEqualTo(told + "\n");
    }

    @Test
    void withoutAnyJdkItSaysWhatToInstall() throws Exception {
        jdk("jvm/java-17", "17.0.15");

        Outcome outcome = run("serve");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors())
                .contains("no JDK 25 or later was found", "apt-get install temurin-25-jdk", "openjdk-25-jdk")
                .contains("brew install --cask temurin@25", "sdk install java 25-tem", "SLIPWAY_JAVA_HOME");
    }

    @Test
    void argumentsReachTheProgramUntouched() throws Exception {
        jdk("jvm/system", "25.0.3");
        environment.put("SLIPWAY_JAVA_OPTIONS", "-Xmx1g -Dpattern=/*");

        Outcome outcome = run("serve", "--data", "a  b", "it's \"x\"", "", "*", "$HOME", "back\\slash");

        assertThat(outcome.status()).as(outcome.errors()).isEqualTo(7);
        assertThat(outcome.output())
                .contains("[-Xmx1g]\n[-Dpattern=/*]\n[-jar]\n[" + repository + "/server/target/slipway.jar]\n")
                .endsWith("[serve]\n[--data]\n[a  b]\n[it's \"x\"]\n[]\n[*]\n[$HOME]\n[back\\slash]\nin " + folder
                        + "\n");
    }

    @Test
    void worksThroughASymbolicLinkAndInAnotherFolder() throws Exception {
        jdk("jvm/system", "25.0.3");
        Path link = Files.createSymbolicLink(folder.resolve("link"), repository.resolve("slipway"));
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));

        Outcome outcome = run(elsewhere, link.toString(), "doctor");

        assertThat(outcome.output())
                .contains("[" + repository + "/server/target/slipway.jar]\n[doctor]\n")
                .endsWith("in " + elsewhere + "\n");
    }

    @Test
    void buildsOnceAndThenOnlyWhenASourceIsNewer() throws Exception {
        jdk("jvm/system", "25.0.3");

        assertThat(run("help").errors()).contains("building the program");
        assertThat(builds()).isEqualTo(1);
        assertThat(run("help").errors()).isEmpty();
        assertThat(builds()).isEqualTo(1);

        for (String changed :
                List.of("server/src/main/java/Main.java", "server/pom.xml", "pom.xml", ".mvn/jvm.config")) {
            int before = builds();
            Files.setLastModifiedTime(
                    repository.resolve(changed), FileTime.from(Instant.now().plusSeconds(60)));
            run("help");
            assertThat(builds()).as(changed).isEqualTo(before + 1);
            source(changed);
            run("help");
        }
        Files.delete(repository.resolve("server/target/slipway.jar"));
        assertThat(run("help").errors()).contains("building the program");
    }

    @Test
    void aBuildThatFailsShowsItsLogAndIsTriedAgain() throws Exception {
        jdk("jvm/system", "25.0.3");
        Files.createFile(repository.resolve("maven-fails"));

        Outcome failed = run("serve");

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.output()).isEmpty();
        assertThat(failed.errors()).contains("cannot compile Main.java", "could not be built", "slipway-build.log");
        Files.delete(repository.resolve("maven-fails"));
        assertThat(run("serve").status()).isEqualTo(7);
    }

    @Test
    void theLockOfABuildThatDiedIsTakenOver() throws Exception {
        jdk("jvm/system", "25.0.3");
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        source("server/target/slipway.lock");
        Files.writeString(repository.resolve("server/target/slipway.lock"), ended.pid() + "\n");

        assertThat(run("serve").status()).isEqualTo(7);
        assertThat(repository.resolve("server/target/slipway.lock")).doesNotExist();
    }

    @Test
    void buildBuildsEvenWhenNothingChanged() throws Exception {
        jdk("jvm/system", "25.0.3");

        run("build");
        run("build");
        run("serve");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void startsWithTheCacheThatTheBuildHasRecorded() throws Exception {
        Path jdk = jdk("jvm/system", "25.0.3");
        executable(jdk.resolve("bin/java"), """
                #!/bin/sh
                for argument in "$@"; do
                    case $argument in
                        -XX:AOTCacheOutput=*) touch "${argument#*=}"; exit 0 ;;
                    esac
                done
                printf '[%s]\\n' "$@"
                """);

        Outcome first = run("serve", "--port", "1 2");
        Outcome second = run("serve", "--port", "1 2");

        String cache = "[-XX:AOTCache=" + repository.toRealPath().resolve("server/target/slipway.aot") + "]";
        assertThat(first.output()).contains(cache, "[serve]", "[1 2]");
        assertThat(second.output()).contains(cache, "[serve]", "[1 2]");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void testAndFormatCallMavenOnTheJdkThatWasFound() throws Exception {
        Path jdk = jdk("jvm/system", "25.0.3");

        run(folder, repository.resolve("slipway").toString(), "test", "-Dtest=One Two");
        run("format");

        assertThat(repository.resolve("maven-arguments")).hasContent("""
                verify
                -DskipTests
                -Dtest=One Two
                surefire:test
                -pl
                server
                -Dtest=One Two
                -q
                spotless:apply
                """);
        assertThat(repository.resolve("maven-java-home")).hasContent(jdk.toString());
    }

    @Test
    void testsDoNotRunWhenTheBuildFails() throws Exception {
        jdk("jvm/system", "25.0.3");
        Files.createFile(repository.resolve("maven-fails"));

        assertThat(run("test").status()).isEqualTo(1);
        assertThat(repository.resolve("maven-arguments")).hasContent("verify\n-DskipTests\n");
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        jdk("jvm/system", "25.0.3");
        Files.delete(tools.resolve("mvn"));

        assertThat(run("test").errors()).contains("Maven is needed", "apt-get install maven", "brew install maven");
        assertThat(run("serve").errors()).contains("Maven is needed").contains("could not be built");
    }

    private int builds() throws IOException {
        return (int) Files.readAllLines(repository.resolve("maven-arguments")).stream()
                .filter("package"::equals)
                .count();
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(repository.resolve("slipway").toString()));
        command.addAll(Arrays.asList(arguments));
        return run(folder, command.toArray(String[]::new));
    }

    private Outcome run(Path directory, String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The launcher did not end: " + Files.readString(errors));
        }
        return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    /** A JDK whose java prints its arguments and its working directory, and ends with status 7. */
    private Path jdk(String name, String version) throws IOException {
        Path jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        executable(jdk.resolve("bin/java"), """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'openjdk version "VERSION" 2026-01-20' >&2
                    exit
                fi
                printf '[%s]\\n' "$@"
                echo "in $PWD"
                exit 7
                """.replace("VERSION", version));
        Files.writeString(
                jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Any\"\n");
        return jdk;
    }

    /** A source file that is an hour old. */
    private void source(String name) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        FileTime anHourAgo = FileTime.from(Instant.now().minusSeconds(3600));
        Files.setLastModifiedTime(file, anHourAgo);
        Files.setLastModifiedTime(file.getParent(), anHourAgo);
    }

    private static void executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path onThisMachine(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + tool + " on this machine"));
    }
}

package dev.slipway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows of ARCHITECTURE.md: what each package may know of the others. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.slipway");

    private static final Set<String> PURE = Set.of("problem", "secret", "version", "config", "blob", "http");
    private static final Set<String> USE_CASES = Set.of("access", "event", "catalog", "licensing", "upgrade");

    /** What the build makes of the templates: they know the models of their pages, and nobody knows them. */
    private static final String GENERATED = "template";

    /** Package to the packages it may use, beside itself and the JDK and libraries. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("version", Set.of()),
            Map.entry("problem", Set.of()),
            Map.entry("secret", Set.of()),
            Map.entry("config", Set.of()),
            Map.entry("http", Set.of()),
            Map.entry("blob", Set.of()),
            Map.entry("model", Set.of("version", "problem")),
            Map.entry("store", Set.of("model", "version", "problem", "secret")),
            Map.entry("access", Set.of("event", "store", "model", "problem", "secret", "version")),
            Map.entry("event", Set.of("access", "store", "model", "problem", "secret", "version")),
            Map.entry("licensing", Set.of("access", "event", "store", "model", "problem", "secret", "version")),
            Map.entry("catalog", Set.of("access", "event", "store", "blob", "model", "problem", "secret", "version")),
            Map.entry("upgrade", Set.of("access", "event", "store", "model", "problem", "version", "secret")),
            Map.entry(
                    "keygen",
                    Set.of(
                            "access",
                            "catalog",
                            "licensing",
                            "upgrade",
                            "event",
                            "http",
                            "model",
                            "problem",
                            "version",
                            "store")),
            Map.entry(
                    "cryptlex",
                    Set.of(
                            "access",
                            "catalog",
                            "licensing",
                            "upgrade",
                            "event",
                            "http",
                            "model",
                            "problem",
                            "version",
                            "store")),
            Map.entry("transfer", Set.of("catalog", "access", "http", "blob", "model", "problem", "store")),
            Map.entry("web", Set.of("access", "http", "model", "problem", "secret", "store")),
            Map.entry(
                    "dashboard",
                    Set.of(
                            "web",
                            "access",
                            "catalog",
                            "licensing",
                            "upgrade",
                            "event",
                            "http",
                            "model",
                            "problem",
                            "version")),
            Map.entry("portal", Set.of("web", "access", "catalog", "licensing", "http", "model", "problem", "version")),
            Map.entry("openapi", Set.of("http", "problem")),
            Map.entry("status", Set.of("http", "problem")));

    @Test
    void packagesKnowOnlyWhatTheirArrowsAllow() {
        TreeSet<String> found = new TreeSet<>();
        for (JavaClass origin : CLASSES) {
            String from = capability(origin);
            Set<String> allowed = ARROWS.get(from);
            if (allowed == null) {
                continue;
            }
            origin.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass())
                    .filter(target -> target.getPackageName().startsWith("dev.slipway"))
                    .filter(target -> !capability(target).equals(from) && !allowed.contains(capability(target)))
                    .forEach(target -> found.add(origin.getName() + " -> " + target.getName()));
        }
        Assertions.assertThat(found).isEmpty();
    }

    @Test
    void everyPackageHasItsPlaceInTheMap() {
        TreeSet<String> unknown = new TreeSet<>();
        CLASSES.forEach(each -> unknown.add(capability(each)));
        unknown.removeAll(ARROWS.keySet());
        unknown.removeAll(List.of("", "cli", GENERATED));

        Assertions.assertThat(unknown).isEmpty();
        Assertions.assertThat(ARROWS.keySet()).containsAll(PURE).containsAll(USE_CASES);
    }

    @Test
    void onlyTheHttpLayerKnowsTheServerLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.slipway.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(CLASSES);
    }

    @Test
    void onlyTheStoreKnowsADatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.slipway.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jooq..", "java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql..")
                .check(CLASSES);
    }

    @Test
    void viewsDoNotReachIntoTheStore() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.slipway.keygen..",
                        "dev.slipway.cryptlex..",
                        "dev.slipway.transfer..",
                        "dev.slipway.web..",
                        "dev.slipway.dashboard..")
                .and()
                // An unreachable database is a failure that every view has a word for.
                .doNotHaveSimpleName("ErrorDocuments")
                .and()
                .doNotHaveSimpleName("ErrorPages")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.slipway.store..")
                .check(CLASSES);
    }

    @Test
    void onlyTheSharedPartOfPagesKnowsHowTheyAreMade() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.slipway.web..", "dev.slipway.template..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "gg.jte", "gg.jte.output..", "org.commonmark..", "org.owasp..", "dev.slipway.template..")
                .check(CLASSES);
    }

    @Test
    void olderVersionsAreMadeWithoutTheRestOfTheirView() {
        noClasses()
                .that()
                .resideInAPackage("dev.slipway.keygen.downgrade")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.slipway.keygen", "dev.slipway.http..")
                .check(CLASSES);
    }

    @Test
    void thereIsOneJsonLibrary() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.core..", "com.google.gson..", "org.json..")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        classes()
                .that()
                .resideInAPackage("dev.slipway..")
                .and()
                .resideOutsideOfPackages("dev.slipway.store.schema..", "dev.slipway.template..")
                .should(new PackageIsNullMarked())
                .check(CLASSES);
    }

    private static String capability(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals("dev.slipway")) {
            return "";
        }
        return name.substring("dev.slipway.".length()).split("\\.", -1)[0];
    }

    /** A package without NullMarked would escape the null checks of the build. */
    private static final class PackageIsNullMarked extends ArchCondition<JavaClass> {
        PackageIsNullMarked() {
            super("be in a package marked with NullMarked");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
            events.add(new SimpleConditionEvent(
                    type, marked, type.getPackageName() + " is" + (marked ? "" : " not") + " NullMarked"));
        }
    }
}

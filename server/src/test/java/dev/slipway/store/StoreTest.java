package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.Account;
import dev.slipway.model.Entitlement;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.secret.Ids;
import dev.slipway.secret.InstallationSecret;
import dev.slipway.testing.Engine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every engine promises under the same queries. */
@ParameterizedClass
@EnumSource(Engine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreTest {
    private static final InstallationSecret SECRET = InstallationSecret.of("x".repeat(40), new SecureRandom());
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    @Parameter
    private Engine engine;

    private final Ids ids = new Ids(InstantSource.system(), new SecureRandom());
    private Callable<Store> opener;
    private Store store;

    @BeforeParameterizedClassInvocation
    void open(Engine on) throws Exception {
        engine = on;
        Path folder = Files.createTempDirectory("slipway-store");
        String url = on.freshDatabase();
        opener = () -> url.isEmpty()
                ? Store.sqlite(folder.resolve("slipway.db"), SECRET)
                : Store.postgresql(url, Optional.empty(), Optional.empty(), SECRET);
        store = opener.call();
    }

    @AfterParameterizedClassInvocation
    void close() {
        store.close();
    }

    private String account() {
        String id = ids.next();
        store.writeAll(installation -> {
            installation.insertAccount(
                    new Account(id, "a" + id, "Test", null, null, true, "00", NOW, NOW), "signing key of " + id);
            return id;
        });
        return id;
    }

    private Entitlement entitlement(String code, Instant created) {
        return new Entitlement(ids.next(), "Name", code, Metadata.EMPTY, created, created);
    }

    private Entitlement add(String account, String code, Instant created) {
        Entitlement entitlement = entitlement(code, created);
        return store.write(account, session -> {
            session.entitlements().insert(entitlement);
            return entitlement;
        });
    }

    @Test
    void keepsWhatItIsGivenToTheMicrosecondAndTheLastDigit() {
        String account = account();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("text", "🚀 \u202E ' \" \\ \n");
        values.put("large", 9_007_199_254_740_993L);
        values.put("exact", new BigDecimal("0.10000000000000000000001"));
        values.put("nothing", null);
        values.put("list", Arrays.asList(1L, null, Map.of("deep", true)));
        Entitlement given = new Entitlement(ids.next(), "Näme 🚀", "Code", new Metadata(values), NOW, NOW);

        store.write(account, session -> {
            session.entitlements().insert(given);
            return given;
        });

        Optional<Entitlement> found =
                store.read(account, session -> session.entitlements().find(given.id()));
        assertThat(found).hasValueSatisfying(entitlement -> {
            assertThat(entitlement.created()).isEqualTo(NOW);
            assertThat(entitlement.name()).isEqualTo("Näme 🚀");
            assertThat(entitlement.metadata().get("text")).isEqualTo(values.get("text"));
            assertThat(String.valueOf(entitlement.metadata().get("large"))).isEqualTo("9007199254740993");
            assertThat(entitlement.metadata().get("exact")).isEqualTo(values.get("exact"));
            assertThat(entitlement.metadata().values()).containsEntry("nothing", null);
        });
    }

    @Test
    void changesNothingWhenTheWorkFails() {
        String account = account();
        Entitlement given = entitlement("rolled-back", NOW);

        assertThatThrownBy(() -> store.write(account, session -> {
                    session.entitlements().insert(given);
                    assertThat(session.entitlements().find(given.id())).isPresent();
                    throw Refusal.of(Problem.BAD_REQUEST);
                }))
                .isInstanceOf(Refusal.class);

        assertThat(store.<Optional<Entitlement>>read(
                        account, session -> session.entitlements().find(given.id())))
                .isEmpty();
    }

    @Test
    void showsAnAccountOnlyItsOwnRows() {
        String one = account();
        String other = account();
        Entitlement given = add(one, "mine", NOW);

        store.write(other, session -> {
            assertThat(session.entitlements().find(given.id())).isEmpty();
            assertThat(session.entitlements().findByIdOrCode("mine")).isEmpty();
            session.entitlements().update(given);
            session.entitlements().delete(given.id());
            return given;
        });

        assertThat(store.<Optional<Entitlement>>read(
                        one, session -> session.entitlements().find(given.id())))
                .isPresent();
    }

    @Test
    void answersALostRaceForAUniqueValueWithAConflict() {
        String account = account();
        add(account, "Unique", NOW);

        assertThatThrownBy(() -> add(account, "UNIQUE", NOW))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(Problem.CONFLICT));
        assertThat(add(account(), "unique", NOW)).isNotNull();
    }

    @Test
    void letsExactlyOneOfManyWritersHaveAUniqueValue() throws Exception {
        String account = account();
        int writers = 16;
        CountDownLatch ready = new CountDownLatch(writers);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> outcomes = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                outcomes.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await(30, TimeUnit.SECONDS);
                    try {
                        add(account, "raced", NOW);
                        return true;
                    } catch (Refusal refusal) {
                        assertThat(refusal.problem()).isEqualTo(Problem.CONFLICT);
                        return false;
                    }
                }));
            }
            int winners = 0;
            for (Future<Boolean> outcome : outcomes) {
                winners += outcome.get(60, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
    }

    @Test
    void readsOneSnapshot() throws Exception {
        String account = account();
        Entitlement first = add(account, "before", NOW);

        store.read(account, session -> {
            assertThat(session.entitlements().find(first.id())).isPresent();
            Entitlement second = add(account, "meanwhile", NOW);
            assertThat(session.entitlements().find(second.id()))
                    .as("written by another transaction since this one began")
                    .isEmpty();
            return first;
        });
    }

    @Test
    void pagesInAStableOrderWhenTimesAreEqual() {
        String account = account();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(add(account, "page-" + i, NOW).id());
        }

        List<String> seen = new ArrayList<>();
        @Nullable String after = null;
        boolean more = true;
        while (more) {
            PageRequest page = new PageRequest.Cursor(after, 3, true);
            Slice<Entitlement> slice =
                    store.read(account, session -> session.entitlements().list(page));
            slice.items().forEach(each -> seen.add(each.id()));
            after = slice.items().getLast().id();
            more = slice.hasMore();
        }
        assertThat(seen).isEqualTo(made);

        Slice<Entitlement> last =
                store.read(account, session -> session.entitlements().list(new PageRequest.Offset(3, 3, false)));
        assertThat(last.items()).extracting(Entitlement::id).containsExactly(made.getFirst());
        assertThat(last.hasMore()).isFalse();
        assertThat(last.total()).isEqualTo(7);
    }

    @Test
    void comparesTextsByCodePointWhateverTheClustersLanguage() {
        // In a language's own order a lower-case letter stands beside its capital, and punctuation hardly counts.
        List<String> ordered = List.of("-", "1", "B", "Z", "_", "a", "b", "é", "\uFFFD", "🚀");
        for (String slug : ordered.reversed()) {
            String id = ids.next();
            store.writeAll(installation -> {
                installation.insertAccount(new Account(id, slug, "Test", null, null, true, "00", NOW, NOW), "key");
                return id;
            });
        }

        List<String> listed = store.readAll(installation -> installation.accounts()).stream()
                .map(Account::slug)
                .filter(ordered::contains)
                .toList();

        assertThat(listed).isEqualTo(ordered);
    }

    @Test
    void movesItsRevisionWithEveryChangeButNotWithObservations() {
        String account = account();
        long before = store.revision();

        store.observe(installation -> {
            installation.counters().count(account, "none", 1, 1);
            return account;
        });
        assertThat(store.revision()).isEqualTo(before);

        add(account, "revision", NOW);
        if (engine == Engine.SQLITE) {
            assertThat(store.revision()).isGreaterThan(before);
        } else {
            assertThat(store.revision()).isEqualTo(-1);
        }
    }

    @Test
    void opensWhatIsAlreadyMigratedAndReadsItsSecrets() throws Exception {
        String account = account();
        Entitlement given = add(account, "reopened", NOW.truncatedTo(ChronoUnit.SECONDS));

        try (Store again = opener.call()) {
            assertThat(again.<Optional<Entitlement>>read(
                            account, session -> session.entitlements().find(given.id())))
                    .isPresent();
            assertThat(again.<String>readAll(installation -> installation.signingKey(account)))
                    .isEqualTo("signing key of " + account);
            assertThat(again.isReachable()).isTrue();
        }
    }

    @Test
    void saysThatADatabaseCannotBeOpened() throws IOException {
        Path folder = Files.createTempDirectory("slipway-store");
        Path noDatabase = Files.writeString(folder.resolve("slipway.db"), "this is no database".repeat(100));

        assertThatThrownBy(() -> Store.sqlite(noDatabase, SECRET)).isInstanceOf(DatabaseUnavailableException.class);
        assertThatThrownBy(() -> Store.postgresql(
                        "jdbc:postgresql://127.0.0.1:1/none", Optional.of("me"), Optional.of("hunter2"), SECRET))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageNotContaining("hunter2");
    }
}

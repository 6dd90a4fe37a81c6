package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Event;
import dev.slipway.model.Metadata;
import dev.slipway.secret.InstallationSecret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTrailTest {
    private static final String ACCOUNT = "account";

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.sqlite(
                folder.resolve("slipway.db"),
                InstallationSecret.of("0123456789abcdef0123456789abcdef", new SecureRandom()));
        for (int i = 1; i <= 5; i++) {
            String name = "event." + i;
            store.write(ACCOUNT, session -> {
                session.events().insert(event(name));
                return name;
            });
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Event event(String name) {
        return new Event(
                UUID.randomUUID().toString(),
                name,
                "things",
                "thing",
                null,
                null,
                "request",
                Metadata.EMPTY,
                Instant.now());
    }

    private OptionalLong firstBroken() {
        return store.read(ACCOUNT, session -> session.events().firstBroken());
    }

    @Test
    void isWholeAsItWasWritten() {
        assertThat(firstBroken()).isEmpty();
        assertThat(store.<OptionalLong>read(
                        "nobody", session -> session.events().firstBroken()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UPDATE events SET event = 'nothing' WHERE sequence = 3                        | 3
                    UPDATE events SET bearer_id = '' WHERE sequence = 2                           | 2
                    UPDATE events SET created = created + 1 WHERE sequence = 1                    | 1
                    DELETE FROM events WHERE sequence = 4                                         | 4
                    DELETE FROM events WHERE sequence = 5                                         | 5
                    DELETE FROM events                                                            | 1
                    """)
    void tellsWhereItWasTamperedWith(String statement, long place) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("slipway.db"));
                var tampering = connection.createStatement()) {
            tampering.executeUpdate(statement);
        }

        assertThat(firstBroken()).hasValue(place);
    }

    @Test
    void hasNothingOfAChangeThatWasUndone() {
        try {
            store.write(ACCOUNT, session -> {
                session.events().insert(event("undone"));
                throw new IllegalStateException("Undone");
            });
        } catch (IllegalStateException undone) {
            assertThat(undone).hasMessage("Undone");
        }

        assertThat(firstBroken()).isEmpty();
        List<Event> left = store.read(ACCOUNT, session -> session.events().ofResource("thing"));
        assertThat(left).hasSize(5);
    }
}

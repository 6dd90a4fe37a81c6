package dev.slipway.store;

import dev.slipway.model.Metadata;
import dev.slipway.model.Release.Offer;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.SemVer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** Gives the releases there are what no SQL can say on both engines: their dotted version, and whether they are private. */
final class OffersMigration implements JavaMigration {
    private static final int BATCH = 1_000;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("0007.1");
    }

    @Override
    public String getDescription() {
        return "offers of old releases";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    /** A release as it was. */
    private record Old(String accountId, String id, String scheme, String semver, Metadata metadata) {}

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        List<Old> batch = read(connection, "", "");
        while (!batch.isEmpty()) {
            for (Old release : batch) {
                update(connection, release);
            }
            batch = read(
                    connection, batch.getLast().accountId(), batch.getLast().id());
        }
    }

    private static List<Old> read(Connection connection, String account, String id) throws SQLException {
        String query = "SELECT account_id, id, version_scheme, semver, metadata FROM releases"
                + " WHERE (account_id, id) > (?, ?) ORDER BY account_id, id LIMIT " + BATCH;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, account);
            statement.setString(2, id);
            List<Old> batch = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    batch.add(new Old(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            Columns.metadata(rows.getString(5))));
                }
            }
            return batch;
        }
    }

    private static void update(Connection connection, Old release) throws SQLException {
        if (Offer.isPrivate(release.metadata())) {
            execute(connection, "UPDATE releases SET is_private = TRUE WHERE account_id = ? AND id = ?", release);
        }
        DottedVersion dotted = release.scheme().equals("SEMVER") ? Offer.dotted(SemVer.parse(release.semver())) : null;
        if (dotted != null) {
            execute(
                    connection,
                    "UPDATE releases SET dotted_version = ?, dotted_key = ? WHERE account_id = ? AND id = ?",
                    release,
                    dotted.text(),
                    dotted.sortKey());
            execute(
                    connection,
                    "UPDATE release_platforms SET dotted_key = ? WHERE account_id = ? AND release_id = ?",
                    release,
                    dotted.sortKey());
        }
    }

    private static void execute(Connection connection, String update, Old release, String... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            int index = 1;
            for (String value : values) {
                statement.setString(index++, value);
            }
            statement.setString(index++, release.accountId());
            statement.setString(index, release.id());
            statement.executeUpdate();
        }
    }
}

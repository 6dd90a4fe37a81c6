package dev.slipway.store;

import java.sql.Connection;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;

/** How jOOQ talks to both engines. */
final class Sql {
    private static final Settings SETTINGS = new Settings()
            .withRenderSchema(false)
            .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
            // Bind values may be secrets, and formatting them for a log that is off costs time.
            .withExecuteLogging(false);

    private Sql() {}

    /**
     * A column that only judges rows and must not choose the index they are found by. SQLite, which plans without knowing how
     * often a value occurs, otherwise prefers the index with the most columns compared and then sorts all that it finds.
     */
    static <T> Field<T> unindexed(Field<T> column) {
        return CustomField.of(column.getName(), column.getDataType(), context -> {
            if (context.family() == SQLDialect.SQLITE) {
                context.sql("+");
            }
            context.visit(column);
        });
    }

    static DSLContext using(Connection connection, SQLDialect dialect) {
        return DSL.using(connection, dialect, SETTINGS);
    }
}

package dev.slipway.store;

import java.sql.Connection;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** How jOOQ talks to both engines. */
final class Sql {
    private static final Settings SETTINGS = new Settings()
            .withRenderSchema(false)
            .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
            // Bind values may be secrets, and formatting them for a log that is off costs time.
            .withExecuteLogging(false);

    private Sql() {}

    static DSLContext using(Connection connection, SQLDialect dialect) {
        return DSL.using(connection, dialect, SETTINGS);
    }
}

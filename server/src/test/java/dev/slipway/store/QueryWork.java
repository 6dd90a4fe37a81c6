package dev.slipway.store;

import dev.slipway.testing.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.sqlite.ProgressHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notes every statement that is really sent and tells, in the engine's own words, what it costs. */
final class QueryWork {
    /** Rows a statement may touch that answers with at most a hundred. */
    static final int FEW = 1_200;

    /** Rows a statement may touch on the way to the hundredth page of a hundred. */
    static final int DEEP = 25_000;

    private static final Set<String> LARGE = Set.of("releases", "artifacts");
    private static final Pattern SCAN = Pattern.compile("SCAN (releases|artifacts)\\b.*");
    private static final int STEPS_PER_ROW = 150;
    private static final int PAGES_PER_ROW = 25;
    private static final int TICK = 100;
    private static final JsonMapper JSON = new JsonMapper();

    private final DSLContext plain;
    private final DSLContext listened;
    private final Engine engine;
    private final List<String> statements = new ArrayList<>();

    QueryWork(DSLContext sql, Engine engine) {
        this.plain = sql;
        this.engine = engine;
        ExecuteListener listener = new ExecuteListener() {
            private static final long serialVersionUID = 1L;

            @Override
            public void executeStart(ExecuteContext context) {
                statements.add(DSL.using(context.configuration()).renderInlined(context.query()));
            }
        };
        this.listened = DSL.using(sql.configuration().derive(new DefaultExecuteListenerProvider(listener)));
    }

    /** Where statements are noted. */
    DSLContext sql() {
        return listened;
    }

    /** What was sent. */
    List<String> statements() {
        return statements;
    }

    /** The statements that touch more than that many rows, or read a whole table where that is less, and how. */
    List<String> excesses(int rows) {
        List<String> excesses = new ArrayList<>();
        for (String statement : List.copyOf(statements)) {
            // How many there are in all is counted: a walk along the index range of what is listed, and nothing more.
            if (statement.toLowerCase(Locale.ROOT).startsWith("select count(*)")) {
                continue;
            }
            String excess = engine == Engine.SQLITE ? onSqlite(statement, rows) : onPostgres(statement, rows);
            if (!excess.isEmpty()) {
                excesses.add(excess + " by " + statement);
            }
        }
        return excesses;
    }

    private String onSqlite(String statement, int rows) {
        List<String> plan = plain.resultQuery("EXPLAIN QUERY PLAN " + statement).fetch(3, String.class);
        boolean scans = plan.stream().anyMatch(step -> SCAN.matcher(step).matches());
        if (scans && rows < LargeCatalog.RELEASES) {
            return "a scan: " + plan;
        }
        long steps = stepsOf(statement);
        return steps > (long) rows * STEPS_PER_ROW ? steps + " steps: " + plan : "";
    }

    private long stepsOf(String statement) {
        AtomicLong ticks = new AtomicLong();
        plain.connection(connection -> {
            observe(connection, ticks);
            try {
                plain.resultQuery(statement).fetch();
            } finally {
                ProgressHandler.clearHandler(connection);
            }
        });
        return ticks.get() * TICK;
    }

    private static void observe(Connection connection, AtomicLong ticks) throws SQLException {
        ProgressHandler.setHandler(connection, TICK, new ProgressHandler() {
            @Override
            protected int progress() {
                ticks.incrementAndGet();
                return 0;
            }
        });
    }

    private String onPostgres(String statement, int rows) {
        JsonNode plan = JSON.readTree(
                        plain.resultQuery("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + statement)
                                .fetchSingle(0, String.class))
                .at("/0/Plan");
        if (scans(plan) && rows < LargeCatalog.RELEASES) {
            return "a scan: " + plan;
        }
        long pages = plan.at("/Shared Hit Blocks").asLong()
                + plan.at("/Shared Read Blocks").asLong();
        return pages > (long) rows * PAGES_PER_ROW ? pages + " pages: " + plan : "";
    }

    private static boolean scans(JsonNode node) {
        boolean here = node.at("/Node Type").asString("").equals("Seq Scan")
                && LARGE.contains(node.at("/Relation Name").asString(""));
        return here || node.at("/Plans").valueStream().anyMatch(QueryWork::scans);
    }
}

package dev.slipway.bench;

import dev.slipway.upgrade.Upgrade;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The decision about an upgrade on SQLite when nothing is remembered: it must not grow with the number of releases. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class UpgradeBenchmark {
    /** How many releases the product has. */
    @Param({"10", "1000", "100000"})
    public int releases;

    private @Nullable Catalog catalog;

    /** Makes the releases. */
    @Setup
    public void open() throws IOException {
        catalog = new Catalog(releases);
    }

    /** One decision, transaction included. */
    @Benchmark
    public Upgrade decide() {
        return Objects.requireNonNull(catalog).decide();
    }

    /** Removes the database. */
    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(catalog).close();
    }
}

package dev.slipway.bench;

import dev.slipway.version.SemVer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What every release and every upgrade decision does with versions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class VersionBenchmark {
    // Not final: the compiler must not compute the answers beforehand.
    private String text = "12.4.1-beta.11+build.7";
    private SemVer version = SemVer.parse(text);
    private SemVer other = SemVer.parse("12.4.1-beta.2");

    /** Reads a version. */
    @Benchmark
    public SemVer parse() {
        return SemVer.parse(text);
    }

    /** Compares two versions in the order of lists. */
    @Benchmark
    public int compare() {
        return version.compareTo(other);
    }

    /** Decides whether a version is newer. */
    @Benchmark
    public boolean isNewer() {
        return version.isNewerThan(other);
    }

    /** Makes the key whose byte order is the order of lists. */
    @Benchmark
    public String sortKey() {
        return version.sortKey();
    }

    /** Makes the key whose byte order is precedence. */
    @Benchmark
    public String precedenceKey() {
        return version.semverKey();
    }
}

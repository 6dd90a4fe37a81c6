-- Prints what wrk measured as one line of name=value pairs; times in microseconds.
done = function(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        "wrk rate=%.1f p50=%d p99=%d refused=%d broken=%d\n",
        summary.requests / (summary.duration / 1e6),
        latency:percentile(50),
        latency:percentile(99),
        errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end

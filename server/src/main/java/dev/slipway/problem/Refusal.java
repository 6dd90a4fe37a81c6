package dev.slipway.problem;

import dev.slipway.problem.Fault.Rule;
import java.util.List;

/** A request is refused and nothing has changed. An answer to the caller rather than a failure of ours: no stack trace. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final List<Fault> faults;

    /** Refuses for one or more reasons, all of one HTTP status. */
    public Refusal(List<Fault> faults) {
        super(faults.getFirst().detail(), null, false, false);
        this.faults = List.copyOf(faults);
    }

    /** The reasons, in the order found; never empty. */
    public List<Fault> faults() {
        return faults;
    }

    /** The problem of the first reason, which decides the HTTP status. */
    public Problem problem() {
        return faults.getFirst().problem();
    }

    /** Refuses with the catalogue's own text. */
    public static Refusal of(Problem problem) {
        return new Refusal(List.of(Fault.of(problem)));
    }

    /** Refuses with a text of its own. */
    public static Refusal of(Problem problem, String detail) {
        return new Refusal(List.of(Fault.of(problem, detail)));
    }

    /** Refuses with a text and a place of its own. */
    public static Refusal of(Problem problem, String detail, Source source) {
        return new Refusal(List.of(Fault.of(problem, detail, source)));
    }

    /** Refuses because one rule of a resource is broken: 422. */
    public static Refusal invalid(Source source, Rule rule, String detail) {
        return new Refusal(List.of(Fault.invalid(source, rule, detail)));
    }

    /** Refuses because nothing of that kind and name is visible to the caller: 404. */
    public static Refusal notFound(String kind, String id) {
        return of(Problem.NOT_FOUND, "The requested %s '%s' was not found".formatted(kind, id));
    }

    /** Refuses because nothing of that kind is there: 404. */
    public static Refusal notFound(String kind) {
        return of(Problem.NOT_FOUND, "The requested %s was not found".formatted(kind));
    }

    /** Refuses because the caller may see the resource but not do this; the reason stands in parentheses: 403. */
    public static Refusal accessDenied(String reason) {
        return of(Problem.ACCESS_DENIED, "%s (%s)".formatted(Problem.ACCESS_DENIED.detail(), reason));
    }
}

package dev.slipway.problem;

import org.jspecify.annotations.Nullable;

/** One occurrence of a problem. For {@link Problem#INVALID}, {@code rule} says which rule is broken. */
public record Fault(
        Problem problem,
        String detail,
        Source source,
        @Nullable Rule rule) {

    /** What is wrong with a member that was understood but cannot be accepted; the tail of a code such as VERSION_TAKEN. */
    public enum Rule {
        /** A needed attribute is blank. */
        MISSING,
        /** The resource referred to does not exist. */
        NOT_FOUND,
        /** The value breaks the member's grammar. */
        INVALID,
        /** The value must be unique and is not. */
        TAKEN,
        /** The value is reserved, immutable or outside the allowed set. */
        NOT_ALLOWED,
        TOO_LONG,
        TOO_SHORT,
        /** The value contradicts another one. */
        CONFLICT,
        LIMIT_EXCEEDED,
        NOT_SUPPORTED,
        REQUIRED,
        /** The account would be left without an administrator. */
        ADMINS_REQUIRED,
        /** The version's prerelease tag and the channel disagree. */
        CHANNEL_INVALID,
        EXTENSION_INVALID,
        PROTOCOL_INVALID,
        HOST_INVALID,
        NOT_COMPATIBLE
    }

    /** An occurrence with the catalogue's own text. */
    public static Fault of(Problem problem) {
        return new Fault(problem, problem.detail(), Source.NONE, null);
    }

    /** An occurrence with its own text. */
    public static Fault of(Problem problem, String detail) {
        return new Fault(problem, detail, Source.NONE, null);
    }

    /** An occurrence with its own text and place. */
    public static Fault of(Problem problem, String detail, Source source) {
        return new Fault(problem, detail, source, null);
    }

    /** A broken rule of a resource: 422. */
    public static Fault invalid(Source source, Rule rule, String detail) {
        return new Fault(Problem.INVALID, detail, source, rule);
    }
}

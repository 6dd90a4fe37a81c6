package dev.slipway.cryptlex;

/** What an endpoint does once account and caller are known. */
@FunctionalInterface
interface Action {
    /** Answers, or throws what is wrong with the request. */
    Answer run(Context context) throws Exception;
}

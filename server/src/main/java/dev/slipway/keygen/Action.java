package dev.slipway.keygen;

/** What an endpoint does once the request's version, account and caller are known. */
@FunctionalInterface
interface Action {
    /** Answers, or throws what is wrong with the request. */
    Answer run(Context context) throws Exception;
}

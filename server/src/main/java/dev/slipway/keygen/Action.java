package dev.slipway.keygen;

import dev.slipway.keygen.downgrade.ApiVersion;

/** What an endpoint does once the request's version, account and caller are known. */
@FunctionalInterface
interface Action {
    /** Answers, or throws what is wrong with the request. */
    Answer run(Context context) throws Exception;

    /** One address, two endpoints: this one under API version 1.0, that one under any newer version. */
    static Action split(Action classic, Action modern) {
        return context -> (context.version() == ApiVersion.V1_0 ? classic : modern).run(context);
    }
}

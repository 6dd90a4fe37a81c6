package dev.slipway.http;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** What every exchange of one server shares. */
record ServerCore(
        HttpServerSettings settings,
        Router router,
        RequestObserver observer,
        RandomGenerator random,
        DateHeader date,
        Admission requests,
        Admission transfers,
        AtomicBoolean draining) {}

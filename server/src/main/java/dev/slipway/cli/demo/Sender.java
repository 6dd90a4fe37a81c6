package dev.slipway.cli.demo;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;

/** How requests reach the server: {@link java.net.http.HttpClient#send}, unless a test stands in between. */
@FunctionalInterface
public interface Sender {
    /** Sends a request and waits for the answer. */
    <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException, InterruptedException;
}

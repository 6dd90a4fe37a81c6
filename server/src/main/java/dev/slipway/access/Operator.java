package dev.slipway.access;

import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Whoever operates the installation, known by a token of their own that belongs to no account. */
public final class Operator {
    private final Optional<byte[]> token;

    /** Knows the operator by this token; by none when it is empty. */
    public Operator(Optional<String> token) {
        this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Refuses everybody else.
     *
     * @throws Refusal 404 when nobody is known as the operator, 401 when somebody else asks
     */
    public void require(Credentials credentials) {
        byte[] expected = token.orElseThrow(() -> Refusal.of(Problem.ENDPOINT_NOT_FOUND));
        if (credentials instanceof Credentials.None) {
            throw Refusal.of(Problem.TOKEN_MISSING);
        }
        boolean known = credentials instanceof Credentials.TokenSecret(String secret)
                && MessageDigest.isEqual(expected, secret.getBytes(StandardCharsets.UTF_8));
        if (!known) {
            throw Refusal.of(Problem.TOKEN_INVALID);
        }
    }
}

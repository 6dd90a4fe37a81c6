package dev.slipway.event.delivery;

/** Why a receiver did not answer. */
public enum Failure {
    /** It took too long. */
    REQ_TIMEOUT(true),
    /** No secure connection came about. */
    SSL_ERROR(true),
    /** What came back is no HTTP. */
    RES_INVALID(true),
    CONN_REFUSED(false),
    CONN_RESET(false),
    NET_UNREACH(false),
    HOST_UNREACH(false),
    /** The name of the host leads nowhere. */
    DNS_ERROR(false),
    /** The connection ended before the answer. */
    EOF_ERROR(false),
    /** The name of the host leads to an address that nothing may be sent to. */
    HOST_NOT_ALLOWED(false);

    private final boolean passing;

    Failure(boolean passing) {
        this.passing = passing;
    }

    /** Whether it is tried again. */
    public boolean isPassing() {
        return passing;
    }
}

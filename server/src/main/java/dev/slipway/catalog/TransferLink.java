package dev.slipway.catalog;

/**
 * Leave to send or fetch the bytes of an artifact for a while; the views make an address of it.
 *
 * @param token the signed grant: a secret
 * @param filename what the address ends with, for those who save the file
 */
public record TransferLink(String token, String filename) {

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "TransferLink[" + filename + "]";
    }
}

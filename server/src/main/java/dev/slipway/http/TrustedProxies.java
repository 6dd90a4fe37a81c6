package dev.slipway.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The peers whose X-Forwarded headers are believed. */
public final class TrustedProxies {
    /** This machine only. */
    public static final TrustedProxies LOOPBACK = of(List.of("127.0.0.0/8", "::1"));

    private final List<Network> networks;

    @SuppressWarnings("ArrayRecordComponent")
    private record Network(byte[] address, int bits) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            byte[] address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("Not a network: " + text);
            }
            return new Network(address, bits);
        }

        boolean contains(byte[] other) {
            int whole = bits / 8;
            if (other.length != address.length || !Arrays.equals(address, 0, whole, other, 0, whole)) {
                return false;
            }
            int mask = 0xff << (8 - bits % 8) & 0xff;
            return bits % 8 == 0 || (address[whole] & mask) == (other[whole] & mask);
        }
    }

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * Trusts these addresses and networks, such as {@code 10.0.0.7} and {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException if one is neither
     */
    public static TrustedProxies of(Collection<String> addresses) {
        return new TrustedProxies(addresses.stream().map(Network::parse).toList());
    }

    /** Whether this address is trusted; text that is no address is not. */
    public boolean trusts(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return networks.stream().anyMatch(network -> network.contains(bytes));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The last address of a chain of proxies, nearest last, that is not trusted; the first when all are. */
    String client(String peer, String forwardedFor) {
        String client = peer;
        String[] chain = forwardedFor.split(",", -1);
        for (int i = chain.length - 1; i >= 0 && trusts(client); i--) {
            String previous = chain[i].strip();
            try {
                client = InetAddress.ofLiteral(previous).getHostAddress();
            } catch (IllegalArgumentException e) {
                return client;
            }
        }
        return client;
    }
}

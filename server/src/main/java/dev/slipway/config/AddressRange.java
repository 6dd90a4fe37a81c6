package dev.slipway.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of network addresses, such as {@code 10.0.0.0/8}, or a single address.
 *
 * @param network the first address, or any other within the block
 * @param prefixLength how many leading bits an address must share with {@code network}
 */
public record AddressRange(InetAddress network, int prefixLength) {

    /** Checks that the prefix is no longer than the address. */
    public AddressRange {
        if (prefixLength < 0 || prefixLength > bits(network)) {
            throw new IllegalArgumentException("A prefix has 0 to " + bits(network) + " bits, not " + prefixLength);
        }
    }

    /** Reads an address or {@code address/bits}; empty when the text is neither. Names are never looked up. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            InetAddress network = InetAddress.ofLiteral(address);
            if (slash < 0) {
                return Optional.of(new AddressRange(network, bits(network)));
            }
            String prefix = text.substring(slash + 1);
            return prefix.matches("[0-9]{1,3}")
                    ? Optional.of(new AddressRange(network, Integer.parseInt(prefix)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether the address lies in this block; addresses of the other IP version never do. */
    public boolean contains(InetAddress address) {
        byte[] wanted = network.getAddress();
        byte[] given = address.getAddress();
        if (wanted.length != given.length) {
            return false;
        }
        int wholeBytes = prefixLength / Byte.SIZE;
        for (int index = 0; index < wholeBytes; index++) {
            if (wanted[index] != given[index]) {
                return false;
            }
        }
        int restBits = prefixLength % Byte.SIZE;
        int restShift = Byte.SIZE - restBits;
        return restBits == 0 || (wanted[wholeBytes] & 0xff) >> restShift == (given[wholeBytes] & 0xff) >> restShift;
    }

    @Override
    public String toString() {
        String address = network.getHostAddress();
        return prefixLength == bits(network) ? address : address + "/" + prefixLength;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }
}

package dev.slipway.event.delivery;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which addresses a webhook may be sent to: those of the public internet, and those the operator names. All others belong to
 * the network this program runs in, which whoever makes an endpoint must not be able to reach through it.
 */
public final class AddressGuard {
    /** What is not of the public internet, by the registries of special-purpose addresses. */
    private static final List<Block> SPECIAL_4 = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            // Looks public, but is what a large cloud serves its machines' settings at.
            Block.of("168.63.129.16", 32),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 4),
            Block.of("240.0.0.0", 4));

    private static final Block GLOBAL_6 = Block.of("2000::", 3);
    private static final List<Block> SPECIAL_6 =
            List.of(Block.of("2001::", 23), Block.of("2001:db8::", 32), Block.of("3fff::", 20));

    private static final Block COMPATIBLE = Block.of("::", 96);
    private static final Block TRANSLATED = Block.of("64:ff9b::", 96);
    private static final Block SIX_TO_FOUR = Block.of("2002::", 16);
    /** In front of an IPv4 address: it and every other form of it mean the same host. */
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final Predicate<InetAddress> exceptions;
    private final boolean hasExceptions;

    private AddressGuard(Predicate<InetAddress> exceptions, boolean hasExceptions) {
        this.exceptions = exceptions;
        this.hasExceptions = hasExceptions;
    }

    /** Only the public internet, by HTTPS. */
    public static AddressGuard strict() {
        return new AddressGuard(address -> false, false);
    }

    /** The public internet by HTTPS, and what the operator names also by HTTP. */
    public static AddressGuard allowing(Predicate<InetAddress> exceptions) {
        return new AddressGuard(exceptions, true);
    }

    /** Whether the operator names any addresses. */
    public boolean hasExceptions() {
        return hasExceptions;
    }

    /** Whether the operator names this address. */
    public boolean isException(InetAddress address) {
        return exceptions.test(address) || embedded(address).filter(exceptions).isPresent();
    }

    /**
     * Whether something may be sent to this address.
     *
     * @param secure whether it is sent by HTTPS
     */
    public boolean permits(InetAddress address, boolean secure) {
        return isException(address) || (secure && isPublic(address));
    }

    private static boolean isPublic(InetAddress address) {
        Optional<InetAddress> inner = embedded(address);
        if (inner.isPresent()) {
            return isPublic(inner.get());
        }
        if (address instanceof Inet4Address) {
            return SPECIAL_4.stream().noneMatch(block -> block.contains(address));
        }
        return GLOBAL_6.contains(address) && SPECIAL_6.stream().noneMatch(block -> block.contains(address));
    }

    /** The IPv4 address that an IPv6 address stands for. */
    private static Optional<InetAddress> embedded(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return Optional.empty();
        }
        byte[] bytes = address.getAddress();
        boolean mapped = Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
        if (mapped || COMPATIBLE.contains(address) || TRANSLATED.contains(address)) {
            return Optional.of(four(bytes, 12));
        }
        return SIX_TO_FOUR.contains(address) ? Optional.of(four(bytes, 2)) : Optional.empty();
    }

    private static InetAddress four(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    /** Addresses that share their first bits. */
    private record Block(List<Byte> network, int bits) {

        static Block of(String address, int bits) {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            Byte[] boxed = new Byte[bytes.length];
            Arrays.setAll(boxed, index -> bytes[index]);
            return new Block(List.of(boxed), bits);
        }

        boolean contains(InetAddress address) {
            byte[] given = address.getAddress();
            if (given.length != network.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((given[bit / Byte.SIZE] & mask) != (network.get(bit / Byte.SIZE) & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}

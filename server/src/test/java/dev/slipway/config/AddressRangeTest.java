package dev.slipway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.255.0.1, true",
        "127.0.0.0/8, 128.0.0.1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "192.168.4.1/22, 192.168.5.0, true",
        "10.0.0.128/25, 10.0.0.200, true",
        "10.0.0.128/25, 10.0.0.127, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::1, ::1, true",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "10.0.0.0/8, ::ffff:10.0.0.1, true"
    })
    void containsAddressesThatShareItsPrefix(String range, String address, boolean contained) {
        assertThat(AddressRange.parse(range).orElseThrow().contains(InetAddress.ofLiteral(address)))
                .isEqualTo(contained);
    }

    @Test
    void isWrittenAsItIsRead() {
        assertThat(AddressRange.parse("10.0.0.0/8")).map(AddressRange::toString).contains("10.0.0.0/8");
        assertThat(AddressRange.parse("10.0.0.1")).map(AddressRange::toString).contains("10.0.0.1");
    }

    @Test
    void refusesAPrefixLongerThanTheAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AddressRange(InetAddress.ofLiteral("127.0.0.1"), 33))
                .withMessage("A prefix has 0 to 32 bits, not 33");
    }
}

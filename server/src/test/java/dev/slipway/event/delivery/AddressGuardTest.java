package dev.slipway.event.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.170",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a00:1::1",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesWhatIsNotOfThePublicInternet(String address) {
        assertThat(AddressGuard.strict().permits(InetAddress.ofLiteral(address), true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "168.63.129.15",
                "168.63.129.17",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.255.255",
                "198.17.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void permitsThePublicInternetButOnlyByHttps(String address) {
        AddressGuard guard = AddressGuard.strict();

        assertThat(guard.permits(InetAddress.ofLiteral(address), true)).isTrue();
        assertThat(guard.permits(InetAddress.ofLiteral(address), false)).isFalse();
    }

    @Test
    void permitsWhatTheOperatorNamesInAllItsForms() {
        AddressGuard guard = AddressGuard.allowing(InetAddress.ofLiteral("10.0.0.5")::equals);

        assertThat(guard.permits(InetAddress.ofLiteral("10.0.0.5"), false)).isTrue();
        assertThat(guard.permits(InetAddress.ofLiteral("64:ff9b::a00:5"), false))
                .isTrue();
        assertThat(guard.permits(InetAddress.ofLiteral("10.0.0.6"), true)).isFalse();
        assertThat(guard.permits(InetAddress.ofLiteral("8.8.8.8"), true)).isTrue();
    }
}

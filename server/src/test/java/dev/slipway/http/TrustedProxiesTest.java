package dev.slipway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    @Test
    void trustsThisMachineByDefault() {
        assertThat(TrustedProxies.LOOPBACK.trusts("127.0.0.1")).isTrue();
        assertThat(TrustedProxies.LOOPBACK.trusts("0:0:0:0:0:0:0:1")).isTrue();
        assertThat(TrustedProxies.LOOPBACK.trusts("128.0.0.1")).isFalse();
        assertThat(TrustedProxies.LOOPBACK.trusts("not an address")).isFalse();
    }

    @Test
    void trustsNetworks() {
        TrustedProxies proxies = TrustedProxies.of(List.of("10.0.0.0/8", "192.168.1.16/28", "2001:db8::/32"));

        assertThat(proxies.trusts("10.255.0.1")).isTrue();
        assertThat(proxies.trusts("192.168.1.31")).isTrue();
        assertThat(proxies.trusts("192.168.1.32")).isFalse();
        assertThat(proxies.trusts("2001:db8:1::1")).isTrue();
        assertThat(proxies.trusts("2001:db9::1")).isFalse();
        for (String text : List.of("10.0.0.0/33", "10.0.0.0/-1", "host.example", "10.0.0.0/x")) {
            assertThatThrownBy(() -> TrustedProxies.of(List.of(text))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void findsTheClientBehindAChain() {
        TrustedProxies proxies = TrustedProxies.of(List.of("10.0.0.0/8"));

        assertThat(proxies.client("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2")).isEqualTo("1.2.3.4");
        assertThat(proxies.client("10.0.0.1", "10.0.0.3")).isEqualTo("10.0.0.3");
        assertThat(proxies.client("10.0.0.1", "1.2.3.4, junk")).isEqualTo("10.0.0.1");
        assertThat(proxies.client("8.8.8.8", "1.2.3.4")).isEqualTo("8.8.8.8");
    }
}

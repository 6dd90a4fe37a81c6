package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.blob.NioFileSystem;
import dev.slipway.testing.Engine;
import dev.slipway.testing.HttpSuite;
import dev.slipway.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictMachineScopesTest extends HttpSuite {

    @Override
    protected TestServer startServer(Engine on) {
        return TestServer.start(on, Map.of("machine-scopes", "strict"), new NioFileSystem());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "floating":false                | {"fingerprint":"a"}       | NO_MACHINE
            "floating":true                 | {"fingerprint":"a"}       | NO_MACHINES
            "floating":true                 | {"fingerprints":["a"]}    | NO_MACHINES
            "floating":false                | {"fingerprints":[]}       | FINGERPRINT_SCOPE_EMPTY
            "floating":false                | {"machine":"a"}           | NO_MACHINE
            "floating":false                | {"components":["a"]}      | COMPONENTS_SCOPE_MISMATCH
            "floating":false                | {"components":[]}         | COMPONENTS_SCOPE_EMPTY
            "requireFingerprintScope":true  | {}                        | FINGERPRINT_SCOPE_REQUIRED
            "requireMachineScope":true      | {}                        | MACHINE_SCOPE_REQUIRED
            "requireComponentsScope":true   | {}                        | COMPONENTS_SCOPE_REQUIRED
            "strict":true                   | {}                        | NO_MACHINE
            "strict":true,"floating":true   | {}                        | NO_MACHINES
            "floating":true                 | {}                        | VALID
            """)
    void saysThatNoMachineIsKnown(String policy, String scope, String code) {
        String license =
                vendor.license(vendor.policy(vendor.product(), policy), "").id();

        assertThat(admin.post("/v1/licenses/" + license + "/actions/validate", """
                                {"meta":{"scope":%s}}""".formatted(scope))
                        .expect(200)
                        .text("/meta/code"))
                .isEqualTo(code);
    }
}

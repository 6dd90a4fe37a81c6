package dev.slipway.licensing;

/** What a validation finds. */
public enum ValidationCode {
    VALID("is valid"),
    NOT_FOUND("does not exist"),
    BANNED("is banned"),
    SUSPENDED("is suspended"),
    EXPIRED("is expired"),
    OVERDUE("is overdue for check in"),
    ENVIRONMENT_SCOPE_MISMATCH("environment scope does not match"),
    PRODUCT_SCOPE_REQUIRED("product scope is required"),
    PRODUCT_SCOPE_MISMATCH("product scope does not match"),
    POLICY_SCOPE_REQUIRED("policy scope is required"),
    POLICY_SCOPE_MISMATCH("policy scope does not match"),
    USER_SCOPE_REQUIRED("user scope is required"),
    USER_SCOPE_MISMATCH("user scope does not match"),
    ENTITLEMENTS_SCOPE_EMPTY("entitlements scope is empty"),
    ENTITLEMENTS_MISSING("is missing one or more required entitlements"),
    MACHINE_SCOPE_REQUIRED("machine scope is required"),
    FINGERPRINT_SCOPE_REQUIRED("fingerprint scope is required"),
    FINGERPRINT_SCOPE_EMPTY("fingerprint scope is empty"),
    COMPONENTS_SCOPE_REQUIRED("components scope is required"),
    COMPONENTS_SCOPE_EMPTY("components scope is empty"),
    COMPONENTS_SCOPE_MISMATCH("one or more components are not activated"),
    NO_MACHINE("machine is not activated (has no associated machine)"),
    NO_MACHINES("machine is not activated (has no associated machines)"),
    CHECKSUM_SCOPE_REQUIRED("checksum scope is required"),
    CHECKSUM_SCOPE_MISMATCH("checksum scope does not match"),
    VERSION_SCOPE_REQUIRED("version scope is required"),
    VERSION_SCOPE_MISMATCH("version scope does not match"),
    TOO_MANY_USERS("has too many associated users");

    private final String detail;

    ValidationCode(String detail) {
        this.detail = detail;
    }

    /** The same in words, for people. */
    public String detail() {
        return detail;
    }
}

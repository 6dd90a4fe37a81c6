package dev.slipway.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What kind of bearer someone is. The rank says who may change whom. */
public enum Role {
    ADMIN("admin", 'A', 7, "admin", "admin-token"),
    DEVELOPER("developer", 'A', 5, "dev", "developer-token"),
    SALES_AGENT("sales-agent", 'A', 3, "sales", "sales-token"),
    SUPPORT_AGENT("support-agent", 'A', 2, "spprt", "support-token"),
    READ_ONLY("read-only", 'R', 1, "read", "read-only-token"),
    PRODUCT("product", 'P', 4, "prod", "product-token"),
    LICENSE("license", 'L', 0, "activ", "activation-token"),
    USER("user", 'U', 0, "user", "user-token");

    /** The roles that people of the vendor hold. */
    public static final Set<Role> STAFF =
            Collections.unmodifiableSet(EnumSet.of(ADMIN, DEVELOPER, SALES_AGENT, SUPPORT_AGENT, READ_ONLY));

    private final String key;
    private final char letter;
    private final int rank;
    private final String tokenPrefix;
    private final String tokenKind;

    Role(String key, char letter, int rank, String tokenPrefix, String tokenKind) {
        this.key = key;
        this.letter = letter;
        this.rank = rank;
        this.tokenPrefix = tokenPrefix;
        this.tokenKind = tokenKind;
    }

    /** The name on the wire. */
    public String key() {
        return key;
    }

    /** The letter under which {@link Permission} lists what this role may hold. */
    public char letter() {
        return letter;
    }

    /** Higher ranks may manage lower ones. */
    public int rank() {
        return rank;
    }

    /** What the tokens of this role begin with. */
    public String tokenPrefix() {
        return tokenPrefix;
    }

    /** The {@code kind} attribute of this role's tokens. */
    public String tokenKind() {
        return tokenKind;
    }

    /** Whether people of the vendor hold this role. */
    public boolean isStaff() {
        return STAFF.contains(this);
    }

    /** Whether a user (rather than a product or a license) holds this role. */
    public boolean isHeldByUsers() {
        return isStaff() || this == USER;
    }

    /** The role of that name. */
    public static Optional<Role> find(String key) {
        return Arrays.stream(values()).filter(role -> role.key.equals(key)).findFirst();
    }

    /** The name in words, for sentences. */
    public String words() {
        return key.replace('-', ' ');
    }
}

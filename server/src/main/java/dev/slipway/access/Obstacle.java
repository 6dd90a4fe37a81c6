package dev.slipway.access;

/** What keeps somebody from a release. */
public enum Obstacle {
    /** It is a draft. */
    NOT_PUBLISHED(
            "the release is not published", "It is a draft: nobody but the vendor knows of it until it is published"),
    /** It was withdrawn. */
    YANKED("the release is yanked", "It was yanked"),
    /** It was put away. */
    ARCHIVED("the release is archived", "It is archived"),
    /** Its product keeps everything to the vendor. */
    PRODUCT_CLOSED(
            "release distribution strategy is closed", "The product is closed: only the vendor gets its releases"),
    /** Nobody in particular asks. */
    NOBODY("authentication is required", "It takes a license"),
    /** A user asks who holds no license for the product. */
    NO_LICENSE("user lacks a license for the product", "The user holds no license for the product"),
    /** The license is for another product. */
    OTHER_PRODUCT(
            "ensure the token or license is allowed to access all resources", "The license is for another product"),
    /** The license was taken back. */
    LICENSE_REVOKED("license is revoked", "The license is revoked"),
    /** The license was stopped for a while. */
    LICENSE_SUSPENDED("license is suspended", "The license is suspended"),
    /** The owner of the license is banned. */
    OWNER_BANNED("license is banned", "The owner of the license is banned"),
    /** The license expired, and its policy then takes everything away. */
    LICENSE_EXPIRED("license is expired", "The license has expired, and its policy then takes all releases away", true),
    /** The release counts as made after the license expired. */
    AFTER_EXPIRY("license expiry falls outside of access window", "It was made after the license expired", true),
    /** The release was published after maintenance ended. */
    AFTER_MAINTENANCE(
            "license maintenance ended before the release was published",
            "The maintenance of the license ended before it was published",
            true),
    /** Its version is beyond the greatest one of the license. */
    BEYOND_MAXIMUM_VERSION(
            "license does not allow versions as great as the release's",
            "Its version is beyond the greatest one that the license allows",
            true),
    /** Its version is beyond what the maintenance of the license includes. */
    BEYOND_MAINTENANCE(
            "license maintenance does not include the release's version",
            "Its version is beyond what the maintenance of the license includes",
            true),
    /** It takes entitlements that the license does not hold. */
    ENTITLEMENTS_MISSING("license is missing entitlements", "The license lacks entitlements that it takes"),
    /** An upgrade was asked for in a channel that does not include the release's. */
    OTHER_CHANNEL("the release is in another channel", "It is in a channel that is not followed"),
    /** An upgrade was asked for within a constraint that the version does not satisfy. */
    OUTSIDE_CONSTRAINT(
            "the release does not satisfy the constraint", "Its version does not satisfy the constraint that was sent"),
    /** An update was asked for on a platform that the release is not for. */
    OTHER_PLATFORM("the release is for other platforms", "It is not for the platform that was asked for"),
    /** An update was asked for something that the release does not come after. */
    NOT_NEWER(
            "the release is not newer",
            "It is no update for what is installed: as many numbers are compared as that version has"),
    /** The license may not ask for upgrades. */
    PERMISSION_MISSING(
            "license lacks the permission to upgrade", "The license lacks the permission to ask for upgrades");

    private final String reason;
    private final String explanation;
    private final boolean isLimit;

    Obstacle(String reason, String explanation) {
        this(reason, explanation, false);
    }

    Obstacle(String reason, String explanation, boolean isLimit) {
        this.reason = reason;
        this.explanation = explanation;
        this.isLimit = isLimit;
    }

    /** What whoever is kept from the release is told. */
    public String reason() {
        return reason;
    }

    /** What the vendor is told about the release, as the beginning of a sentence without a full stop. */
    public String explanation() {
        return explanation;
    }

    /** Whether it is the license's expiry, maintenance or greatest version, so that more of the license would do. */
    public boolean isLimit() {
        return isLimit;
    }
}

package dev.slipway.access;

import dev.slipway.model.Permission;
import dev.slipway.model.Product;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who stands behind a request. */
public sealed interface Bearer {

    /** Nobody known. */
    record Anonymous() implements Bearer {}

    /** One of the vendor's people, in any of the staff roles. */
    record Staff(User user) implements Bearer {}

    /** A customer, with the licenses they own or share, newest first. */
    record Customer(User user, List<LicenseStanding> licenses) implements Bearer {}

    /** A product itself: what continuous integration signs in as. */
    record OfProduct(Product product) implements Bearer {}

    /** A license itself: what an installed app signs in as. */
    record OfLicense(LicenseStanding standing) implements Bearer {}

    /** The role, or null for nobody. */
    default @Nullable Role role() {
        return switch (this) {
            case Anonymous nobody -> null;
            case Staff staff -> staff.user().role();
            case Customer customer -> Role.USER;
            case OfProduct product -> Role.PRODUCT;
            case OfLicense license -> Role.LICENSE;
        };
    }

    /** The id of the bearing resource, or null for nobody. */
    default @Nullable String id() {
        return switch (this) {
            case Anonymous nobody -> null;
            case Staff staff -> staff.user().id();
            case Customer customer -> customer.user().id();
            case OfProduct product -> product.product().id();
            case OfLicense license -> license.standing().license().id();
        };
    }

    /** The type of the bearing resource as events name it, or null for nobody. */
    default @Nullable String type() {
        return switch (this) {
            case Anonymous nobody -> null;
            case Staff staff -> "users";
            case Customer customer -> "users";
            case OfProduct product -> "products";
            case OfLicense license -> "licenses";
        };
    }

    /** What the bearer may do before any narrowing by a token. */
    default Set<Permission> permissions() {
        return switch (this) {
            case Anonymous nobody -> Caller.ANONYMOUS_PERMISSIONS;
            case Staff staff ->
                LicenseStanding.held(staff.user().permissions(), staff.user().role());
            case Customer customer -> LicenseStanding.held(customer.user().permissions(), Role.USER);
            case OfProduct product -> LicenseStanding.held(product.product().permissions(), Role.PRODUCT);
            case OfLicense license ->
                LicenseStanding.permissions(
                        license.standing().license(), license.standing().owner());
        };
    }
}

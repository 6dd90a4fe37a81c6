package dev.slipway.keygen;

import dev.slipway.access.Caller;
import dev.slipway.catalog.Products;
import dev.slipway.catalog.UserProducts;
import dev.slipway.licensing.LicenseDetails;
import dev.slipway.licensing.LicenseSharing;
import dev.slipway.licensing.Licenses;
import dev.slipway.licensing.Policies;
import dev.slipway.licensing.UserDetails;
import dev.slipway.licensing.Users;
import dev.slipway.model.LicenseFilter;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.Product;
import dev.slipway.problem.Refusal;
import java.util.Optional;

/** What the links between products, policies, licenses and users lead to. */
public final class LicensingRelationRoutes {
    private final Products products;
    private final Policies policies;
    private final Licenses licenses;
    private final Users users;
    private final LicenseSharing sharing;
    private final UserProducts userProducts;

    /** Translates for these. */
    public LicensingRelationRoutes(
            Products products,
            Policies policies,
            Licenses licenses,
            Users users,
            LicenseSharing sharing,
            UserProducts userProducts) {
        this.products = products;
        this.policies = policies;
        this.licenses = licenses;
        this.users = users;
        this.sharing = sharing;
        this.userProducts = userProducts;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/products/{id}/policies", this::policiesOfProduct);
        view.on("GET", "/products/{id}/policies/{policy}", this::policyOfProduct);
        view.on("GET", "/products/{id}/licenses", this::licensesOfProduct);
        view.on("GET", "/products/{id}/licenses/{license}", this::licenseOfProduct);
        view.on("GET", "/products/{id}/users", this::usersOfProduct);
        view.on("GET", "/products/{id}/users/{user}", this::userOfProduct);
        view.on("GET", "/policies/{id}/product", this::productOfPolicy);
        view.on("GET", "/policies/{id}/licenses", this::licensesOfPolicy);
        view.on("GET", "/licenses/{id}/product", this::productOfLicense);
        view.on("GET", "/licenses/{id}/policy", this::policyOfLicense);
        view.on("GET", "/licenses/{id}/owner", this::ownerOfLicense);
        // Where the licenses of older versions lead.
        view.on("GET", "/licenses/{id}/user", this::ownerOfLicense);
        view.on("GET", "/users/{id}/licenses", this::licensesOfUser);
        view.on("GET", "/users/{id}/licenses/{license}", this::licenseOfUser);
        view.on("GET", "/users/{id}/products", this::productsOfUser);
        view.on("GET", "/users/{id}/products/{product}", this::productOfUser);
    }

    private Answer policiesOfProduct(Context context) {
        Product product = productForVendor(context);
        return Answer.ok(Documents.of(
                context,
                policies.list(context.caller(), product.id(), context.page()),
                policy -> PolicyDocuments.render(context.account().id(), policy),
                Policy::id));
    }

    private Answer policyOfProduct(Context context) {
        Product product = productForVendor(context);
        String id = context.parameter("policy");
        Policy policy = policies.show(context.caller(), id);
        if (!policy.productId().equals(product.id())) {
            throw Refusal.notFound("policy", id);
        }
        return policy(context, policy);
    }

    private Answer licensesOfProduct(Context context) {
        Product product = productForVendor(context);
        return listLicenses(context, LicenseFilters.read(context).flatMap(filter -> filter.inProduct(product.id())));
    }

    private Answer licenseOfProduct(Context context) {
        Product product = productForVendor(context);
        LicenseDetails license = licenses.show(context.caller(), context.parameter("license"));
        if (!license.license().productId().equals(product.id())) {
            throw Refusal.notFound("license");
        }
        return license(context, license);
    }

    private Answer usersOfProduct(Context context) {
        Product product = productForVendor(context);
        return UserRoutes.list(context, users, UserFilters.read(context).map(filter -> filter.inProduct(product.id())));
    }

    private Answer userOfProduct(Context context) {
        Product product = productForVendor(context);
        return UserRoutes.answer(context, users.showOf(context.caller(), product.id(), context.parameter("user")));
    }

    private Product productForVendor(Context context) {
        Caller caller = context.caller();
        Product product = products.show(caller, context.parameter("id"));
        if (!caller.isVendor()) {
            throw caller.deny();
        }
        return product;
    }

    private Policy policyForVendor(Context context) {
        Caller caller = context.caller();
        Policy policy = policies.show(caller, context.parameter("id"));
        if (!caller.isVendor()) {
            throw caller.deny();
        }
        return policy;
    }

    private Answer productOfPolicy(Context context) {
        return product(context, policyForVendor(context).productId());
    }

    private Answer licensesOfPolicy(Context context) {
        Policy policy = policyForVendor(context);
        return listLicenses(context, LicenseFilters.read(context).flatMap(filter -> filter.ofPolicy(policy.id())));
    }

    private Answer productOfLicense(Context context) {
        return product(context, license(context).license().productId());
    }

    private Answer product(Context context, String id) {
        return product(context, products.show(context.caller(), id));
    }

    private static Answer product(Context context, Product product) {
        return Answer.ok(Documents.of(ProductRoutes.render(context.account().id(), product)));
    }

    private Answer policyOfLicense(Context context) {
        Policy policy =
                policies.show(context.caller(), license(context).license().policyId());
        return policy(context, policy);
    }

    private static Answer policy(Context context, Policy policy) {
        return Answer.ok(Documents.of(PolicyDocuments.render(context.account().id(), policy)));
    }

    private Answer ownerOfLicense(Context context) {
        String ownerId = license(context).license().ownerId();
        // Whether there is one is not for everybody, either.
        context.caller().require(Permission.USER_READ);
        if (ownerId == null) {
            return Answer.ok(Documents.ofNone());
        }
        UserDetails owner = users.show(context.caller(), ownerId);
        return Answer.ok(Documents.of(UserRoutes.render(context, owner)));
    }

    private LicenseDetails license(Context context) {
        return licenses.show(context.caller(), context.parameter("id"));
    }

    private Answer licensesOfUser(Context context) {
        String user = userForVendorOrThemselves(context);
        return listLicenses(context, LicenseFilters.read(context).map(filter -> filter.heldBy(user)));
    }

    private Answer licenseOfUser(Context context) {
        String user = userForVendorOrThemselves(context);
        return license(context, sharing.showLicense(context.caller(), user, context.parameter("license")));
    }

    private Answer productsOfUser(Context context) {
        String user = userForVendorOrThemselves(context);
        return Answer.ok(Documents.of(
                context,
                userProducts.list(context.caller(), user, context.page()),
                product -> ProductRoutes.render(context.account().id(), product),
                Product::id));
    }

    private Answer productOfUser(Context context) {
        String user = userForVendorOrThemselves(context);
        return product(context, userProducts.show(context.caller(), user, context.parameter("product")));
    }

    /** The id of the user; customers look at themselves only. */
    private String userForVendorOrThemselves(Context context) {
        Caller caller = context.caller();
        String id = users.show(caller, context.parameter("id")).user().id();
        if (!caller.isVendor() && !id.equals(caller.bearer().id())) {
            throw caller.deny();
        }
        return id;
    }

    private Answer listLicenses(Context context, Optional<LicenseFilter> filter) {
        return LicenseRoutes.list(context, licenses, filter);
    }

    private static Answer license(Context context, LicenseDetails license) {
        return LicenseRoutes.answer(context, license);
    }
}

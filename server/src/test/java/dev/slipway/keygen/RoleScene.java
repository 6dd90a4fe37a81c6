package dev.slipway.keygen;

import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.testing.Client;
import dev.slipway.testing.Reply;
import dev.slipway.testing.Vendor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A license of a product with its policy, its owner and what belongs to them, for one kind of target. What a test does not ask
 * for is not made.
 */
final class RoleScene {
    /** What no action on a license or on a user changes. */
    private static final List<String> LASTING =
            List.of("policy", "other policy", "entitlement", "free entitlement", "guest");

    private final Client admin;
    private final Client anonymous;
    private final Vendor vendor;
    private final String product;
    private final String target;
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, Client> clients = new HashMap<>();

    /** A scene in this product, made by that administrator. */
    RoleScene(Client admin, Client anonymous, Vendor vendor, String product, String target) {
        this.admin = admin;
        this.anonymous = anonymous;
        this.vendor = vendor;
        this.product = product;
        this.target = target;
    }

    /** A scene with another license and owner, but on the same policy. */
    RoleScene successor() {
        RoleScene next = new RoleScene(admin, anonymous, vendor, product, target);
        LASTING.stream().filter(ids::containsKey).forEach(name -> next.ids.put(name, ids.get(name)));
        return next;
    }

    private String once(String name, Supplier<String> make) {
        String known = ids.get(name);
        if (known == null) {
            known = make.get();
            ids.put(name, known);
        }
        return known;
    }

    private Client clientOnce(String name, Supplier<Client> make) {
        Client known = clients.get(name);
        if (known == null) {
            known = make.get();
            clients.put(name, known);
        }
        return known;
    }

    String product() {
        return product;
    }

    String policy() {
        return once("policy", () -> newPolicy(target.equals("protected")));
    }

    /** Another policy of the product, on the same terms. */
    String otherPolicy() {
        return once("other policy", () -> newPolicy(false));
    }

    private String newPolicy(boolean isProtected) {
        return vendor.policy(product, """
                "protected":%s,"duration":2592000,"requireCheckIn":true,"checkInInterval":"day",
                "checkInIntervalCount":1""".formatted(isProtected));
    }

    String license() {
        return once("license", () -> {
            String attributes = target.equals("granted") ? "," + permissions(Role.LICENSE) : "";
            String id = admin.post("/v1/licenses", """
                            {"data":{"type":"licenses","attributes":{"name":"L"%s},"relationships":{
                            "policy":{"data":{"type":"policies","id":"%s"}},"owner":{"data":{"type":"users","id":"%s"}}}}}""".formatted(attributes, policy(), owner()))
                    .expect(201)
                    .id();
            switch (target) {
                case "suspended" ->
                    admin.post("/v1/licenses/" + id + "/actions/suspend", "").expect(200);
                case "used" ->
                    admin.post("/v1/licenses/" + id + "/actions/increment-usage", "")
                            .expect(200);
                default -> {}
            }
            return id;
        });
    }

    String owner() {
        return once("owner", () -> {
            String more = switch (target) {
                case "granted" -> "," + permissions(Role.USER);
                case "password" -> ",\"password\":\"" + Vendor.PASSWORD + "\"";
                default -> "";
            };
            return newUser(more);
        });
    }

    /** The owner once the license is there, on which depends what they see and who sees them. */
    String licensedOwner() {
        license();
        return owner();
    }

    /** A user who has nothing to do with the license unless a test attaches them. */
    String guest() {
        return once("guest", () -> newUser(""));
    }

    String attachedGuest() {
        return once("attached guest", () -> {
            String users = "{\"data\":[%s]}".formatted(reference("users", guest()));
            admin.post("/v1/licenses/" + license() + "/users", users).expect(200);
            return guest();
        });
    }

    private String newUser(String more) {
        return admin.post("/v1/users", """
                        {"data":{"type":"users","attributes":{"email":"%s@example.com"%s}}}""".formatted(Vendor.unique("person"), more))
                .expect(201)
                .id();
    }

    private static String permissions(Role role) {
        return "\"permissions\":" + array(Permission.keysOf(Permission.allowedFor(role)));
    }

    static String array(Iterable<String> texts) {
        return "[\"" + String.join("\",\"", texts) + "\"]";
    }

    static String reference(String type, String id) {
        return "{\"type\":\"%s\",\"id\":\"%s\"}".formatted(type, id);
    }

    Client licenseClient() {
        return clientOnce("license", () -> vendor.licenseClient(anonymous, license()));
    }

    /** Owns the license. */
    Client ownerClient() {
        return clientOnce(
                "owner",
                () -> anonymous.withToken(admin.post("/v1/users/" + licensedOwner() + "/tokens", "")
                        .expect(200)
                        .text("/data/attributes/token")));
    }

    /** An entitlement that the license has from its policy. */
    String entitlement() {
        return once("entitlement", () -> attached("policies", policy()));
    }

    /** An entitlement that the license itself has. */
    String licenseEntitlement() {
        return once("license entitlement", () -> attached("licenses", license()));
    }

    /** An entitlement that nobody has. */
    String freeEntitlement() {
        return once("free entitlement", () -> vendor.entitlement(Vendor.unique("FREE")));
    }

    private String attached(String type, String holder) {
        String id = vendor.entitlement(Vendor.unique("HELD"));
        admin.post(
                        "/v1/%s/%s/entitlements".formatted(type, holder),
                        "{\"data\":[%s]}".formatted(reference("entitlements", id)))
                .expect(200);
        return id;
    }

    /** A token of one of the bearers that has tokens: products, licenses or users. */
    String token(String type) {
        return once("token of " + type, () -> {
            String bearer = switch (type) {
                case "products" -> product;
                case "licenses" -> license();
                default -> licensedOwner();
            };
            return admin.post("/v1/%s/%s/tokens".formatted(type, bearer), "")
                    .expect(200)
                    .id();
        });
    }

    /** A token of one of the vendor's people. */
    String tokenOf(Client person) {
        return once(
                "token of person",
                () -> person.post("/v1/tokens", "").expect(201).id());
    }

    /** One of the vendor's people who is nobody else in the test. */
    String colleague(String role) {
        return once("colleague", () -> vendor.user(role).id());
    }

    /** An endpoint that is told of what happens to the product. */
    String webhook() {
        return once(
                "webhook",
                () -> admin.post("/v1/webhook-endpoints", webhookBody())
                        .expect(201)
                        .id());
    }

    /** What that endpoint is told when a customer of the product is banned. */
    String webhookEvent() {
        return once("webhook event", () -> {
            webhook();
            String customer = newUser("");
            vendor.licenseOf(policy(), customer);
            admin.post("/v1/users/" + customer + "/actions/ban", "").expect(200);
            return admin.get("/v1/webhook-events?events[]=user.banned")
                    .expect(200)
                    .ids()
                    .getFirst();
        });
    }

    String webhookBody() {
        return """
                {"data":{"type":"webhook-endpoints","attributes":{"url":"https://hooks.example.com/x","subscriptions":["user.banned"]},
                "relationships":{"product":{"data":{"type":"products","id":"%s"}}}}}""".formatted(product);
    }

    /** The key of a setting that is there; its value is what holds without it. */
    String setting() {
        return once("setting", () -> {
            Reply reply = admin.post("/v1/settings", settingBody());
            if (reply.status() != 422) {
                reply.expect(201);
            }
            return "default_user_permissions";
        });
    }

    String settingBody() {
        return """
                {"data":{"type":"settings","attributes":{"key":"default_user_permissions","value":%s}}}""".formatted(array(Permission.keysOf(Permission.defaultsFor(Role.USER))));
    }
}

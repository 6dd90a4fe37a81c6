package dev.slipway.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** The people of the past month: those of the vendor, and those who buy. */
final class Customers {
    private static final List<String> COLLEAGUES = List.of("developer Noor Haddad", "support-agent Tom Fischer");

    /** On which day of the month licenses that end early do. */
    private static final int END_EARLY = 10;

    private final Office vendor;
    private final Workshop workshop;
    private final Random chance;
    private final Map<String, String> users = new HashMap<>();
    private final List<Holder> holders = new ArrayList<>();
    private int downloads;
    private int upgrades;

    Customers(Office vendor, Workshop workshop, Random chance) {
        this.vendor = vendor;
        this.workshop = workshop;
        this.chance = chance;
    }

    /** Somebody with a license, and which release they run. */
    private record Holder(Seat seat, String id, String key, Map<Integer, Workshop.Made> running) {}

    /** Adds the vendor's people and the customers. */
    String meet(String password) throws StepFailed, IOException, InterruptedException {
        for (String colleague : COLLEAGUES) {
            String[] words = colleague.split(" ", -1);
            String secret = ", \"password\": \"" + password + "\"";
            String email = words[1].toLowerCase(Locale.ROOT) + "@tidewater.example";
            add(email, words[1], words[2], ", \"role\": \"" + words[0] + "\"" + secret);
        }
        for (Seat seat : Seat.all()) {
            if (!seat.owner().isEmpty() && !users.containsKey(seat.owner())) {
                String secret = seat.owner().equals(Seat.PRIYA) ? ", \"password\": \"" + password + "\"" : "";
                String[] name = seat.owner().replaceFirst("@.*", "").split("\\.", -1);
                add(seat.owner(), capital(name[0]), capital(name[1]), secret);
            }
        }
        add("free.copies@mail.example", "Free", "Copies", "");
        vendor.post("/v1/users/" + user("free.copies@mail.example") + "/actions/ban", "");
        return "%d of the vendor's people and %d customers"
                .formatted(COLLEAGUES.size(), users.size() - COLLEAGUES.size());
    }

    private String user(String email) {
        return Objects.requireNonNull(users.get(email), email);
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private void add(String email, String first, String last, String more)
            throws StepFailed, IOException, InterruptedException {
        users.put(
                email,
                vendor.post("/v1/users", """
                {"data": {"type": "users", "attributes": {
                    "email": "%s", "firstName": "%s", "lastName": "%s"%s}}}""".formatted(email, first, last, more))
                        .text("/data/id"));
    }

    /** Issues the licenses. */
    String sell(Instant now) throws StepFailed, IOException, InterruptedException {
        for (Seat seat : Seat.all()) {
            Holder holder = seat.terms().equals(Seat.MAINTAINED) ? maintained(seat) : onPolicy(seat, now);
            String path = "/v1/licenses/" + holder.id();
            for (String entitlement : seat.entitlements()) {
                vendor.post(path + "/entitlements", Workshop.references("entitlements", workshop.id(entitlement)));
            }
            holders.add(holder);
        }
        String first = "/v1/licenses/" + holders.getFirst().id();
        vendor.post(first + "/users", Workshop.references("users", user("mei.lin@saltandrope.example")));
        vendor.post(first + "/tokens", """
                {"data": {"type": "tokens", "attributes": {"name": "Survey vessel Petrel"}}}""");
        return holders.size() + " licenses";
    }

    private Holder onPolicy(Seat seat, Instant now) throws StepFailed, IOException, InterruptedException {
        String expiry =
                seat.expiresOn() < 0 ? "" : ", \"expiry\": \"" + now.plus(Duration.ofDays(seat.expiresOn())) + "\"";
        String owner = seat.owner().isEmpty()
                ? ""
                : ", \"owner\": {\"data\": {\"type\": \"users\", \"id\": \"" + user(seat.owner()) + "\"}}";
        Reply reply =
                vendor.post("/v1/licenses", """
                {"data": {"type": "licenses", "attributes": {"name": "%s"%s},
                    "relationships": {"policy": {"data": {"type": "policies", "id": "%s"}}%s}}}""".formatted(seat.customer(), expiry, workshop.id(seat.terms()), owner));
        return new Holder(seat, reply.text("/data/id"), reply.text("/data/attributes/key"), new HashMap<>());
    }

    private Holder maintained(Seat seat) throws StepFailed, IOException, InterruptedException {
        Reply reply = vendor.post("/v3/licenses", """
                {"productId": "%s", "name": "%s", "userId": "%s", "maintenancePolicyId": "%s"}""".formatted(
                workshop.id(ReleasePlan.LEDGER), seat.customer(), user(seat.owner()), workshop.id(Seat.MAINTAINED)));
        return new Holder(seat, reply.text("/id"), reply.text("/key"), new HashMap<>());
    }

    /** Has installations ask for upgrades and fetch them, fewer at weekends; some licenses end in the middle of the month. */
    void use(int day) throws StepFailed, IOException, InterruptedException {
        for (Holder holder : holders) {
            if (day == END_EARLY && holder.seat().fate() == Seat.Fate.SUSPENDED) {
                vendor.post("/v1/licenses/" + holder.id() + "/actions/suspend", "");
            }
            if (day == END_EARLY && holder.seat().fate() == Seat.Fate.REVOKED) {
                vendor.patch("/v3/licenses/" + holder.id(), "{\"revoked\": true}");
            }
            boolean ended = (holder.seat().fate() != Seat.Fate.USED && day >= END_EARLY)
                    || (holder.seat().expiresOn() >= 0 && day >= holder.seat().expiresOn());
            int asked = day % 7 >= 5
                    ? (holder.seat().installations() + 2) / 3
                    : holder.seat().installations();
            for (int installation = 0; installation < asked && !ended; installation++) {
                if (chance.nextInt(2) == 0) {
                    ask(holder, installation);
                }
            }
        }
    }

    private void ask(Holder holder, int installation) throws StepFailed, IOException, InterruptedException {
        List<Workshop.Made> published = workshop.published(holder.seat().product()).stream()
                .filter(release -> release.plan().channel().equals("stable"))
                .toList();
        Workshop.Made running = holder.running().get(installation);
        if (running == null) {
            install(holder, installation, published.getFirst());
            return;
        }
        String next = holder.seat().product().equals(ReleasePlan.STUDIO)
                ? askStudio(holder, running)
                : askLedger(holder, running);
        if (next.isEmpty()) {
            return;
        }
        upgrades++;
        // Some people wait.
        if (chance.nextInt(5) < 2) {
            for (Workshop.Made release : published) {
                if (release.id().equals(next)) {
                    install(holder, installation, release);
                }
            }
        }
    }

    private String askStudio(Holder holder, Workshop.Made running)
            throws StepFailed, IOException, InterruptedException {
        Reply reply = of(holder).get("/v1/releases/" + running.id() + "/upgrade", 200, 404);
        return reply.status() == 200 ? reply.text("/data/id") : "";
    }

    private String askLedger(Holder holder, Workshop.Made running)
            throws StepFailed, IOException, InterruptedException {
        Reply reply = vendor.of(new Credential.Anonymous())
                .get(
                        "/v3/releases/update?platform=windows&channel=stable&allowed=true&productId="
                                + workshop.id(ReleasePlan.LEDGER)
                                + "&key=" + holder.key() + "&version="
                                + running.plan().version(),
                        200,
                        204);
        return reply.status() == 200 ? reply.text("/id") : "";
    }

    private void install(Holder holder, int installation, Workshop.Made release)
            throws StepFailed, IOException, InterruptedException {
        List<String> files = release.plan().files();
        String file = files.get(Math.floorMod(holder.seat().customer().length() + installation, 97) % files.size());
        of(holder).get("/v1/releases/" + release.id() + "/artifacts/" + file, 303);
        downloads++;
        holder.running().put(installation, release);
        if (installation == 0) {
            of(holder).post("/v1/licenses/" + holder.id() + "/actions/validate", """
                    {"meta": {"scope": {"product": "%s", "version": "%s"}}}""".formatted(
                    workshop.id(release.plan().product()), release.plan().version()));
        }
    }

    private Office of(Holder holder) {
        return vendor.of(new Credential.Secret("License", "KEY", holder.key()));
    }

    String summary() {
        return "%d downloads and %d upgrades on offer".formatted(downloads, upgrades);
    }

    /** Somebody whose pages show much. */
    Backstory.Customer toShow() {
        return new Backstory.Customer(holders.getFirst().key(), Seat.PRIYA);
    }
}

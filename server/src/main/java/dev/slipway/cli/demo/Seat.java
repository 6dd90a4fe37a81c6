package dev.slipway.cli.demo;

import java.util.List;

/**
 * A license of the past month.
 *
 * @param customer what it is called
 * @param owner the e-mail address of the user who owns it; empty for nobody
 * @param terms the name of its policy
 * @param entitlements codes of what it holds beyond its policy
 * @param expiresOn on which day of the month it expires, which may come after the month; negative for what its policy says
 * @param installations how many computers it is used on
 * @param fate what comes of it
 */
record Seat(
        String customer,
        String owner,
        String terms,
        List<String> entitlements,
        int expiresOn,
        int installations,
        Fate fate) {

    /** What comes of a license. */
    enum Fate {
        USED,
        SUSPENDED,
        REVOKED
    }

    static final String YEARLY = "Studio, yearly";
    static final String FOR_EVER = "Studio, for ever";
    static final String TRIAL = "Studio, trial";
    static final String BUSINESS = "Ledger, per company";
    /** No policy, but maintenance. */
    static final String MAINTAINED = "maintained";

    /** The owner of licenses of both products. */
    static final String PRIYA = "priya.raman@northlight.example";

    /** All of them. */
    static List<Seat> all() {
        return List.of(
                seat("Northlight Surveys", PRIYA, FOR_EVER, 4, "PREVIEW"),
                seat("Northlight Surveys, accounts", PRIYA, MAINTAINED, 1),
                seat("Northlight Surveys, field office", PRIYA, YEARLY, 2),
                seat("Baltic Pilots", "jonas.berg@balticpilots.example", YEARLY, 5),
                seat("Port of Ravnhavn", "harbor.office@ravnhavn.example", BUSINESS, 3),
                seat("Port of Ravnhavn, charts", "harbor.office@ravnhavn.example", FOR_EVER, 2, "STUDIO-PRO"),
                seat("Marina Santa Lucía", "lucia.ortega@santalucia.example", BUSINESS, 1),
                seat(
                        "Municipal Waterways Administration of the Lower Rhine and the Upper Danube",
                        "",
                        YEARLY,
                        6,
                        "STUDIO-PRO"),
                seat("Salt & Rope Charter", "mei.lin@saltandrope.example", YEARLY, 1),
                seat(
                        "Institute of Oceanography",
                        "tunde.adeyemi@oceanography.example",
                        FOR_EVER,
                        8,
                        "STUDIO-PRO",
                        "PREVIEW"),
                seat("Coast Guard Training School", "", YEARLY, 4),
                seat("Fjord Ferries", "ingrid.solberg@fjordferries.example", MAINTAINED, 2),
                seat("Yacht Club Kvarner", "", BUSINESS, 1),
                seat("Delta Dredging", "sam.okafor@deltadredging.example", FOR_EVER, 3),
                seat("Blue Line Shipping", "", BUSINESS, 2),
                seat("Harbor School", "", TRIAL, 1),
                seat("Emil Novak", "emil.novak@mail.example", TRIAL, 1),
                new Seat("Seagrass Survey", "", YEARLY, List.of(), 12, 2, Fate.USED),
                new Seat("Old Mole Boatyard", "", BUSINESS, List.of(), 21, 1, Fate.USED),
                new Seat("Lighthouse Trust", "", YEARLY, List.of("STUDIO-PRO"), 32, 2, Fate.USED),
                new Seat("Kite & Keel", "", BUSINESS, List.of(), 40, 1, Fate.USED),
                new Seat("Tidepool Games", "", YEARLY, List.of(), -1, 1, Fate.SUSPENDED),
                new Seat("Copied key", "", FOR_EVER, List.of(), -1, 1, Fate.REVOKED));
    }

    private static Seat seat(String customer, String owner, String terms, int installations, String... entitlements) {
        return new Seat(customer, owner, terms, List.of(entitlements), -1, installations, Fate.USED);
    }

    String product() {
        return terms.equals(BUSINESS) || terms.equals(MAINTAINED) ? ReleasePlan.LEDGER : ReleasePlan.STUDIO;
    }
}

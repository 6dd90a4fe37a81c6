package dev.slipway.cli.demo;

import java.util.List;

/**
 * A release of the past month.
 *
 * @param day on which day of the month it is made, from 0
 * @param entitlement the code of the entitlement it is for; empty for none
 * @param notes Markdown
 * @param fate what comes of it
 * @param files what it consists of
 */
record ReleasePlan(
        String product,
        int day,
        String version,
        String channel,
        String name,
        String entitlement,
        String notes,
        Fate fate,
        List<String> files) {

    /** What comes of a release. */
    enum Fate {
        DRAFT,
        PUBLISHED,
        /** Published, and taken back on the next day. */
        YANKED,
        /** Published, and put away on the next day. */
        ARCHIVED
    }

    static final String STUDIO = "tidewater-studio";
    static final String LEDGER = "harbor-ledger";

    private static final String FIXES = """
            ## Fixed

            - Charts with more than 4,096 layers no longer take a minute to open
            - The ruler follows when the window is moved to a screen of another density
            """;

    /** All of them, in the order they are made. */
    static List<ReleasePlan> all() {
        return List.of(
                ledger(0, "5.0.9.377", "Maintenance of the old line, until the end of the year.", Fate.ARCHIVED),
                ledger(0, "5.1.0.402", """
                        ## New

                        - Berth fees can be split among several ship owners
                        - Exports to XLSX keep the formats of numbers

                        ## Please note

                        Windows Server 2016 is no longer supported.
                        """, Fate.PUBLISHED),
                studio(0, "3.8.0", "stable", "Spring tide", "", """
                        # Spring tide

                        The **largest release** since 3.0: soundings are drawn as you type.

                        ## New

                        1. Depth contours in real time
                        2. Import of S-57 and S-101 charts
                        3. A command line:

                        ```sh
                        tidewater export --format pdf --scale 1:25000 harbor.tide
                        ```

                        ## Changed

                        | Menu | was | is |
                        | --- | --- | --- |
                        | Layers | View | Chart |
                        | Units | Preferences | View |

                        > Files saved by 3.8 cannot be opened by 3.5 and older.
                        """, Fate.PUBLISHED),
                studio(2, "3.8.1", "stable", "", "", FIXES, Fate.PUBLISHED),
                ledger(
                        4,
                        "5.1.1.418",
                        "## Fixed\n\n- VAT of services to other countries is rounded once\n",
                        Fate.PUBLISHED),
                studio(
                        5,
                        "3.9.0-beta.1",
                        "beta",
                        "",
                        "",
                        "Tidal streams, for those who like to try early.",
                        Fate.PUBLISHED),
                ledger(
                        8,
                        "5.1.2.421",
                        "## Fixed\n\n- Reminders are sent again when the mail server was away\n",
                        Fate.PUBLISHED),
                studio(
                        9,
                        "3.9.0-rc.1",
                        "rc",
                        "",
                        "",
                        "As good as finished. **Please report** what is not.",
                        Fate.PUBLISHED),
                studio(12, "3.9.0", "stable", "Tidal streams", "", """
                        ## New

                        - **Tidal streams**: arrows grow and turn with the hour that the slider shows
                        - *Passage plans* know the hours of locks and bridges
                        - Charts can be shared with [the viewer](https://tidewater.example/viewer), which is free

                        ## Fixed

                        - Undo after a change of datum
                        - A leak of memory while printing, with `--preview`
                        """, Fate.PUBLISHED),
                ledger(14, "5.2.0.466", """
                        ## New

                        - Electronic invoices in the format that authorities demand from next year on
                        - A page that tells which berths have not paid

                        ## Before you update

                        1. Make a backup: `ledgerctl backup --to D:\\Backup`
                        2. Close the books of the last month
                        """, Fate.PUBLISHED),
                studio(15, "3.9.1", "stable", "", "", FIXES, Fate.YANKED),
                studio(
                        17,
                        "3.9.2",
                        "stable",
                        "",
                        "",
                        "Takes the place of 3.9.1, which lost the units of old files.",
                        Fate.PUBLISHED),
                ledger(18, "5.2.1.470", "## Fixed\n\n- Invoices of more than a hundred lines\n", Fate.PUBLISHED),
                studio(
                        20,
                        "4.0.0-alpha.1",
                        "alpha",
                        "A look ahead",
                        "PREVIEW",
                        "The new renderer. It has **rough edges**.",
                        Fate.PUBLISHED),
                studio(22, "3.9.3", "stable", "", "", FIXES, Fate.PUBLISHED),
                ledger(24, "5.2.2.479", "## Fixed\n\n- The archive opens without the network\n", Fate.PUBLISHED),
                studio(26, "4.0.0-beta.1", "beta", "A closer look", "PREVIEW", """
                        ## New since the alpha

                        - Three dimensions, also on laptops
                        - Weather from three services

                        Known: printing is off until the next beta.
                        """, Fate.PUBLISHED),
                ledger(28, "6.0.0.512", "## New\n\n- The ledger moves into the browser\n", Fate.DRAFT),
                studio(29, "3.9.4", "stable", "", "", FIXES, Fate.DRAFT),
                studio(
                        29,
                        "4.0.0",
                        "stable",
                        "High water",
                        "STUDIO-PRO",
                        "# High water\n\n*To be written.*",
                        Fate.DRAFT));
    }

    private static ReleasePlan studio(
            int day, String version, String channel, String name, String entitlement, String notes, Fate fate) {
        return new ReleasePlan(
                STUDIO,
                day,
                version,
                channel,
                name.isEmpty() ? "Tidewater Studio " + version : name,
                entitlement,
                notes,
                fate,
                List.of(
                        "TidewaterStudio-" + version + "-universal.dmg",
                        "TidewaterStudio-" + version + "-x64-setup.exe",
                        "tidewater-studio_" + version + "_amd64.deb",
                        "TidewaterStudio-" + version + "-x86_64.AppImage"));
    }

    private static ReleasePlan ledger(int day, String version, String notes, Fate fate) {
        return new ReleasePlan(
                LEDGER,
                day,
                version,
                "stable",
                "Harbor Ledger " + version,
                "",
                notes,
                fate,
                List.of("HarborLedger-" + version + ".msi", "harbor-ledger-" + version + ".x86_64.rpm"));
    }
}

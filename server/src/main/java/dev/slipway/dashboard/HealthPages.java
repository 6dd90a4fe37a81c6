package dev.slipway.dashboard;

import dev.slipway.catalog.Overview;
import dev.slipway.model.Permission;
import dev.slipway.web.Answer;
import dev.slipway.web.PageView;
import dev.slipway.web.Visit;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The page about whether everything works. */
public final class HealthPages {
    private final List<Check> checks;
    private final Overview overview;

    /** Asks these. */
    public HealthPages(List<Check> checks, Overview overview) {
        this.checks = List.copyOf(checks);
        this.overview = overview;
    }

    /**
     * A part of the program that can be asked whether it works.
     *
     * @param advice what to look at when it does not
     */
    public record Check(String name, BooleanSupplier isWell, String advice) {}

    /** Adds the page. */
    public void register(PageView pages) {
        pages.on("GET", "/health", this::show);
    }

    private Answer show(Visit visit) {
        visit.caller().require(Permission.ACCOUNT_READ);
        List<HealthPage.Part> parts = checks.stream().map(HealthPages::part).toList();
        boolean isWell = parts.stream().allMatch(part -> part.advice() == null);
        boolean mayKnowStorage = visit.caller().permissions().contains(Permission.ARTIFACT_READ);
        return Answer.page(
                "dashboard/health.jte",
                new HealthPage(
                        visit.frame("Health"),
                        isWell,
                        parts,
                        mayKnowStorage ? StorageUse.of(overview.storage(visit.caller())) : null));
    }

    private static HealthPage.Part part(Check check) {
        return check.isWell().getAsBoolean()
                ? new HealthPage.Part(check.name(), new Badge("Works", "good"), null)
                : new HealthPage.Part(check.name(), new Badge("In trouble", "bad"), check.advice());
    }
}

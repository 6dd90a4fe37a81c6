package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.event.Observations;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.License;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers whether a license may be used. That it was asked is observed and never slows the answer. */
public final class LicenseValidations {
    private final Store store;
    private final Observations observations;
    private final LicenseClock clock;
    private final boolean judgesMachines;

    /**
     * Judges the licenses in this store.
     *
     * @param judgesMachines whether what is said about machines counts; none is ever known
     */
    public LicenseValidations(Store store, Observations observations, LicenseClock clock, boolean judgesMachines) {
        this.store = store;
        this.observations = observations;
        this.clock = clock;
        this.judgesMachines = judgesMachines;
    }

    /**
     * The answer.
     *
     * @param license null when there is none for the caller
     */
    public record Validation(@Nullable LicenseDetails license, ValidationCode code, boolean valid) {}

    private record Judged(LicenseDetails details, ValidationRules.Verdict verdict, boolean startsMaintenance) {}

    /** Judges a license without scopes, and without an event. */
    public Validation quick(Caller caller, String idOrKey) {
        return answer(caller, judge(caller, idOrKey, null));
    }

    /**
     * Judges a license.
     *
     * @param scope read only once the caller is known to be allowed to
     */
    public Validation validate(Caller caller, String idOrKey, Supplier<ValidationScope> scope) {
        return observed(caller, judge(caller, idOrKey, scope));
    }

    private Judged judge(Caller caller, String idOrKey, @Nullable Supplier<ValidationScope> scope) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            License license = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_VALIDATE);
            return judge(session, caller, license, scope == null ? null : scope.get());
        });
    }

    /** Judges the license of a key, which anybody who has it may do. One that the caller may not know of does not exist. */
    public Validation validateKey(Caller caller, String key, ValidationScope scope) {
        caller.require(Permission.LICENSE_VALIDATE);
        Optional<Judged> judged = store.read(
                caller.account().id(),
                session -> session.licenses()
                        .findByKey(key)
                        .filter(license -> caller.isAnonymous() || LicenseAccess.isVisible(session, caller, license))
                        .map(license -> judge(session, caller, license, scope)));
        return judged.map(found -> observed(caller, found))
                .orElseGet(() -> new Validation(null, ValidationCode.NOT_FOUND, false));
    }

    private Judged judge(Session session, Caller caller, License license, @Nullable ValidationScope scope) {
        LicenseDetails details = LicenseDetails.of(session, license);
        ReleaseAccess releases = new ReleaseAccess(session, caller);
        LicenseStanding standing = LicenseStanding.of(session, license);
        ValidationRules rules = new ValidationRules(session, releases, details, standing, judgesMachines, caller.now());
        return new Judged(details, rules.judge(scope), standing.startsMaintenance());
    }

    private Validation observed(Caller caller, Judged judged) {
        observations.observe(
                caller,
                judged.verdict().valid() ? "license.validation.succeeded" : "license.validation.failed",
                Licenses.TYPE,
                judged.details().license().id(),
                new Metadata(Map.of("code", judged.verdict().code().name())));
        return answer(caller, judged);
    }

    private Validation answer(Caller caller, Judged judged) {
        ValidationRules.Verdict verdict = judged.verdict();
        LicenseDetails details = verdict.valid() ? started(caller, judged) : judged.details();
        observations.touchLicense(caller, details.license().id(), verdict.version());
        if (verdict.installed() != null) {
            observations.reportVersion(caller, details.license(), verdict.installed());
        }
        License touched = new LicenseEdit(details.license())
                .validated(caller.now(), verdict.version())
                .at(details.license().updated());
        return new Validation(details.with(touched), verdict.code(), verdict.valid());
    }

    /** The license after its first successful validation, from which its time and its maintenance may count. */
    private LicenseDetails started(Caller caller, Judged judged) {
        LicenseDetails details = judged.details();
        License license = details.license();
        if (!LicenseStanding.startsBy(ExpirationBasis.FROM_FIRST_VALIDATION, license, details.policy())
                && !judged.startsMaintenance()) {
            return details;
        }
        return store.write(caller.account().id(), session -> {
            clock.start(ExpirationBasis.FROM_FIRST_VALIDATION, session, caller, license.id());
            return session.licenses().find(license.id()).map(details::with).orElse(details);
        });
    }
}

package dev.slipway.upgrade;

import dev.slipway.model.Aliases;
import dev.slipway.model.FileLabels;
import dev.slipway.model.LabelKind;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.Session;
import dev.slipway.upgrade.ClassicUpgrades.Limits;
import dev.slipway.upgrade.ClassicUpgrades.Question;
import dev.slipway.upgrade.ClassicUpgrades.Running;
import dev.slipway.version.Channel;
import dev.slipway.version.PessimisticConstraint;
import dev.slipway.version.SemVer;
import dev.slipway.version.VersionException;
import org.jspecify.annotations.Nullable;

/** Makes sense of what an installation says when it asks for a classic upgrade, or refuses it with 400. */
final class ClassicTerms {
    private ClassicTerms() {}

    /** How far an upgrade may go. */
    record Bounds(Channel channel, @Nullable PessimisticConstraint constraint) {}

    /** What an installation runs. */
    static Running running(Session session, Question question) {
        String product = required("product", question.product());
        if (!Aliases.isIdLike(product)) {
            throw refusal("product", Problem.BAD_REQUEST, "type mismatch (received string expected UUID string)");
        }
        String platform = required("platform", question.platform());
        String key = session.labels()
                .findKey(LabelKind.PLATFORM, Aliases.canonical(platform))
                .orElse(platform);
        return new Running(
                Aliases.canonical(product),
                notBlank("platform", FileLabels.label(key)),
                notBlank("filetype", FileLabels.filetype(required("filetype", question.filetype()))),
                version(required("version", question.version())));
    }

    private static SemVer version(String text) {
        try {
            return SemVer.parse(text);
        } catch (VersionException e) {
            Problem problem = Problem.UPGRADE_VERSION_INVALID;
            throw refusal("version", problem, problem.detail());
        }
    }

    /** How far an installation wants to go. */
    static Bounds bounds(Session session, Limits limits) {
        return new Bounds(
                limits.channel() == null ? Channel.STABLE : channel(session, required("channel", limits.channel())),
                limits.constraint() == null ? null : constraint(required("constraint", limits.constraint())));
    }

    private static Channel channel(Session session, String keyOrId) {
        return Channel.parse(keyOrId)
                .or(() -> session.labels()
                        .findKey(LabelKind.CHANNEL, Aliases.canonical(keyOrId))
                        .flatMap(Channel::parse))
                .orElseThrow(() ->
                        refusal("channel", Problem.UPGRADE_CHANNEL_INVALID, Problem.UPGRADE_CHANNEL_INVALID.detail()));
    }

    private static PessimisticConstraint constraint(String text) {
        try {
            return PessimisticConstraint.parse(text);
        } catch (PessimisticConstraint.FlawException e) {
            Problem problem = Problem.UPGRADE_CONSTRAINT_INVALID;
            throw refusal(
                    "constraint",
                    problem,
                    switch (e.flaw()) {
                        case NOT_A_VERSION -> problem.detail();
                        case HAS_PRERELEASE -> "version constraint cannot contain prerelease tag (use channel)";
                        case HAS_BUILD -> "version constraint cannot contain build tag";
                    });
        }
    }

    private static String required(String parameter, @Nullable String text) {
        if (text == null) {
            throw refusal(parameter, Problem.BAD_REQUEST, "is missing");
        }
        return notBlank(parameter, text.isBlank() ? null : text);
    }

    private static String notBlank(String parameter, @Nullable String text) {
        if (text == null) {
            throw refusal(parameter, Problem.BAD_REQUEST, "cannot be blank");
        }
        return text;
    }

    private static Refusal refusal(String parameter, Problem problem, String detail) {
        return Refusal.of(problem, detail, Source.parameter(parameter));
    }
}

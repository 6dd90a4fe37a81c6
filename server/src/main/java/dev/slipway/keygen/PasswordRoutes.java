package dev.slipway.keygen;

import dev.slipway.access.RateLimits;
import dev.slipway.licensing.UserDetails;
import dev.slipway.licensing.UserPasswords;
import java.io.IOException;
import java.util.Locale;

/** How people change the passwords they have, or have forgotten. */
public final class PasswordRoutes {
    static final BodySchema CHANGE = BodySchema.of(BodySchema.ordered(
            "meta",
            Member.required(new Kind.Members(BodySchema.ordered(
                    "old_password",
                    Member.required(new Kind.Text()),
                    "new_password",
                    Member.required(new Kind.Text()))))));
    static final BodySchema RESET = BodySchema.of(BodySchema.ordered(
            "meta",
            Member.required(new Kind.Members(BodySchema.ordered(
                    "password_reset_token",
                    Member.required(new Kind.Text()),
                    "new_password",
                    Member.required(new Kind.Text()))))));
    static final BodySchema FORGET = BodySchema.of(BodySchema.ordered(
            "meta",
            Member.required(new Kind.Members(BodySchema.ordered(
                    "email", Member.required(new Kind.Text()), "deliver", Member.optional(new Kind.Flag()))))));

    private final UserPasswords passwords;

    /** Translates for these. */
    public PasswordRoutes(UserPasswords passwords) {
        this.passwords = passwords;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("POST", "/passwords", this::forget);
        view.on("POST", "/users/{id}/actions/update-password", this::change);
        view.on("POST", "/users/{id}/actions/reset-password", this::reset);
    }

    private Answer forget(Context context) throws IOException {
        String email = FORGET.read(context.jsonOfAnybody()).body("meta").text("email");
        context.countAttempt(RateLimits.FORGOTTEN_PASSWORD, email.toLowerCase(Locale.ROOT));
        passwords.forget(context.caller(), email);
        return Answer.noContent();
    }

    private Answer change(Context context) throws IOException {
        context.caller().requireAuthentication();
        String user = context.parameter("id");
        context.countAttempt(RateLimits.CHANGED_PASSWORD, user.toLowerCase(Locale.ROOT));
        Body meta = CHANGE.read(context.json()).body("meta");
        UserDetails details =
                passwords.change(context.caller(), user, meta.text("old_password"), meta.text("new_password"));
        return UserRoutes.answer(context, details);
    }

    private Answer reset(Context context) throws IOException {
        String user = context.parameter("id");
        context.countAttempt(RateLimits.RESET_PASSWORD, user.toLowerCase(Locale.ROOT));
        Body meta = RESET.read(context.jsonOfAnybody()).body("meta");
        UserDetails details =
                passwords.reset(context.caller(), user, meta.text("password_reset_token"), meta.text("new_password"));
        return UserRoutes.answer(context, details);
    }
}

package dev.slipway.keygen;

import dev.slipway.licensing.AccountSettings;
import dev.slipway.model.AccountSetting;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** {@code /settings}: what an account decides once for all licenses and users that come later. */
public final class AccountSettingRoutes {
    private static final Kind PERMISSIONS = new Kind.ListOf(new Kind.Text(), 0, 500);
    static final BodySchema CREATE = BodySchema.resource("settings")
            .attribute("key", Member.required(new Kind.Text()))
            .attribute("value", Member.required(PERMISSIONS))
            .build();
    static final BodySchema UPDATE = BodySchema.resource("settings")
            .withId()
            .attribute("value", Member.required(PERMISSIONS))
            .build();

    private final AccountSettings settings;

    /** Translates for these. */
    public AccountSettingRoutes(AccountSettings settings) {
        this.settings = settings;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/settings", this::list);
        view.on("POST", "/settings", this::create);
        view.on(
                "GET",
                "/settings/{id}",
                context -> answer(context, settings.show(context.caller(), context.parameter("id"))));
        view.onUpdate("/settings/{id}", this::update);
        view.on("DELETE", "/settings/{id}", context -> {
            settings.delete(context.caller(), context.parameter("id"));
            return Answer.noContent();
        });
    }

    private Answer list(Context context) {
        return Answer.ok(Documents.of(
                context,
                settings.list(context.caller(), context.page()),
                setting -> render(context, setting),
                AccountSetting::id));
    }

    private Answer create(Context context) throws IOException {
        Body attributes = BodySchema.attributes(CREATE.read(context.json()));
        AccountSetting setting = settings.create(context.caller(), attributes.text("key"), permissions(attributes));
        return Answer.created(Documents.of(render(context, setting)), context.url("/settings/" + setting.id()));
    }

    private Answer update(Context context) throws IOException {
        var json = context.json();
        return answer(
                context,
                settings.update(
                        context.caller(),
                        context.parameter("id"),
                        () -> permissions(BodySchema.attributes(UPDATE.read(json)))));
    }

    private static List<String> permissions(Body attributes) {
        return Objects.requireNonNull(attributes.textsOrNull("value"));
    }

    private static Answer answer(Context context, AccountSetting setting) {
        return Answer.ok(Documents.of(render(context, setting)));
    }

    private static ObjectNode render(Context context, AccountSetting setting) {
        return render(context.account().id(), setting);
    }

    /** A setting as clients see it. */
    static ObjectNode render(String accountId, AccountSetting setting) {
        return new Resource(accountId, "settings", setting.id(), "/settings/" + setting.id())
                .attribute("key", setting.key().text())
                .attribute("value", setting.permissions())
                .times(setting.created(), setting.updated())
                .selfLink()
                .build();
    }
}

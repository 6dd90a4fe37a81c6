package dev.slipway.web;

import dev.slipway.http.Request;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Other sites may link to our pages, but not send our forms. */
final class OwnSite {
    private OwnSite() {}

    /**
     * Lets through what a page of ours sends, or something that is no browser.
     *
     * @param publicUrl the address that browsers use, if the operator set it
     * @throws Refusal 403 when a page of another site sends it
     */
    static void require(Request request, @Nullable URI publicUrl) {
        String site = request.header("Sec-Fetch-Site");
        String origin = request.header("Origin");
        boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean foreignOrigin = origin != null && !isOurs(origin.toLowerCase(Locale.ROOT), request, publicUrl);
        if (foreignSite || foreignOrigin) {
            throw Refusal.of(Problem.ACCESS_DENIED, "The form was sent by a page of another site");
        }
    }

    private static boolean isOurs(String origin, Request request, @Nullable URI publicUrl) {
        String authority = origin.substring(origin.indexOf("://") + 3);
        return authority.equals(request.host().toLowerCase(Locale.ROOT))
                || (publicUrl != null && authority.equals(publicUrl.getAuthority()));
    }
}

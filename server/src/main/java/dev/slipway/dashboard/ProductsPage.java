package dev.slipway.dashboard;

import dev.slipway.web.Frame;
import dev.slipway.web.PageLinks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The products of the account.
 *
 * @param origin what addresses of the API begin with
 */
public record ProductsPage(Frame frame, List<Row> products, PageLinks links, boolean mayCreate, String origin) {

    /** One product. */
    public record Row(
            String id,
            String name,
            @Nullable String code,
            String distribution,
            String versions,
            String publishing,
            Instant created) {}
}

package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in the account.
 *
 * @param isFiltered whether fewer than all entries are wanted
 * @param names the names that events have
 * @param newest the address of the newest part; null when this is it
 * @param older the address of the next part; null on the last
 */
public record EventsPage(
        Frame frame,
        Form form,
        boolean isFiltered,
        List<String> names,
        List<EventRow> events,
        @Nullable String newest,
        @Nullable String older) {}

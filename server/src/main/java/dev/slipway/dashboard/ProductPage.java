package dev.slipway.dashboard;

import dev.slipway.web.Frame;
import java.util.List;

/**
 * One product.
 *
 * @param facts what is known about it, label by label
 * @param verifyKey what signatures of the account are checked with, in hex
 * @param commands ready-made commands
 */
public record ProductPage(
        Frame frame,
        String id,
        List<Fact> facts,
        String verifyKey,
        List<Fact> commands,
        boolean mayRelease,
        boolean mayEdit,
        boolean mayDelete) {}

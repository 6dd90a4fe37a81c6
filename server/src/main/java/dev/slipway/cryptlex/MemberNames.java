package dev.slipway.cryptlex;

import dev.slipway.problem.Fault;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.util.Map;

/**
 * What members are called in this API that have another name in the domain, so that a refusal names what the client wrote.
 *
 * @param names domain name to the one on the wire
 */
record MemberNames(Map<String, String> names) {

    /** The same action, whose refusals name the members of this API. */
    Action translate(Action action) {
        return context -> {
            try {
                return action.run(context);
            } catch (Refusal refusal) {
                throw new Refusal(refusal.faults().stream().map(this::translate).toList());
            }
        };
    }

    private Fault translate(Fault fault) {
        if (fault.source() instanceof Source.Attribute(String name) && names.containsKey(name)) {
            return new Fault(
                    fault.problem(), fault.detail(), Source.attribute(names.getOrDefault(name, name)), fault.rule());
        }
        return fault;
    }
}

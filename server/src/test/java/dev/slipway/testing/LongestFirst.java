package dev.slipway.testing;

import java.util.Comparator;
import java.util.Set;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Begins with what takes longest or waits for a browser, so that it does not run alone in the end. */
public final class LongestFirst implements ClassOrderer {
    private static final Set<String> LONG =
            Set.of("CrashTest", "WebhookCrashTest", "AccessMatrixTest", "AccessToChangesTest", "ScaleTest");

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(Comparator.comparingInt(LongestFirst::rank));
    }

    private static int rank(ClassDescriptor suite) {
        if (BrowserSuite.class.isAssignableFrom(suite.getTestClass())) {
            return 0;
        }
        return LONG.contains(suite.getTestClass().getSimpleName()) ? 1 : 2;
    }
}

package dev.slipway.testing;

import java.util.Comparator;
import java.util.Set;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Begins with what takes longest, so that it does not run alone in the end; then come the browsers. */
public final class LongestFirst implements ClassOrderer {
    private static final Set<String> LONG = Set.of(
            "GalleryTest",
            "DemoCommandTest",
            "AccessMatrixTest",
            "WebhookCrashTest",
            "CrashTest",
            "AccessToChangesTest",
            "UploadPagesTest",
            "ScaleTest");

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(Comparator.comparingInt(LongestFirst::rank));
    }

    private static int rank(ClassDescriptor suite) {
        if (LONG.contains(suite.getTestClass().getSimpleName())) {
            return 0;
        }
        return BrowserSuite.class.isAssignableFrom(suite.getTestClass()) ? 1 : 2;
    }
}

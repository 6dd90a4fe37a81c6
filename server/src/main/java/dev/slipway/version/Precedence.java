package dev.slipway.version;

import java.math.BigInteger;
import java.util.Comparator;

/** Precedence by identifiers, the parts between dots, and the key that orders bytes the same way. */
final class Precedence {

    static final Comparator<SemVer> ORDER = Comparator.comparingLong(SemVer::major)
            .thenComparingLong(SemVer::minor)
            .thenComparingLong(SemVer::patch)
            .thenComparing(SemVer::prerelease, Comparator.nullsLast(Precedence::compareTags))
            .thenComparing(SemVer::build, Comparator.nullsFirst(Precedence::compareTags));

    private static final char NUMBER = 'n';
    private static final char TEXT = 't';

    private Precedence() {}

    /** The part of the key that follows the three numbers. */
    static String tagsKey(SemVer version) {
        StringBuilder key = new StringBuilder();
        if (version.prerelease() == null) {
            key.append(SortKeys.HIGHEST);
        } else {
            appendTag(key, version.prerelease());
        }
        if (version.build() == null) {
            key.append(SortKeys.LOWEST);
        } else {
            appendTag(key, version.build());
        }
        return key.toString();
    }

    private static int compareTags(String left, String right) {
        String[] leftIdentifiers = identifiers(left);
        String[] rightIdentifiers = identifiers(right);
        int shared = Math.min(leftIdentifiers.length, rightIdentifiers.length);
        for (int index = 0; index < shared; index++) {
            int order = compareIdentifiers(leftIdentifiers[index], rightIdentifiers[index]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(leftIdentifiers.length, rightIdentifiers.length);
    }

    private static int compareIdentifiers(String left, String right) {
        boolean leftNumeric = Tag.isNumeric(left);
        boolean rightNumeric = Tag.isNumeric(right);
        if (leftNumeric && rightNumeric) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        return leftNumeric == rightNumeric ? left.compareTo(right) : Boolean.compare(rightNumeric, leftNumeric);
    }

    /**
     * An identifier inside a tag may have more digits than any fixed width holds, so a number is led by the count of
     * its digits instead of being padded; that count has at most three digits within the length a version may have.
     */
    private static void appendTag(StringBuilder key, String tag) {
        for (String identifier : identifiers(tag)) {
            if (Tag.isNumeric(identifier)) {
                String digits = new BigInteger(identifier).toString();
                String count = Integer.toString(digits.length());
                key.append(NUMBER).repeat('0', 3 - count.length()).append(count).append(digits);
            } else {
                key.append(TEXT).append(identifier).append(SortKeys.END);
            }
        }
        key.append(SortKeys.END);
    }

    private static String[] identifiers(String tag) {
        return tag.split("\\.", -1);
    }
}

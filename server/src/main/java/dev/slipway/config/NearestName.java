package dev.slipway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody who mistyped a name probably meant. */
final class NearestName {

    private NearestName() {}

    /** The known name with the fewest typing errors away; empty when none is near enough to be meant. */
    static Optional<String> of(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> typingErrors(name, candidate) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> typingErrors(name, candidate)));
    }

    /** How many letters must be put in, left out, replaced or swapped with their neighbor to get from one to the other. */
    private static int typingErrors(String from, String to) {
        int[][] errors = new int[from.length() + 1][to.length() + 1];
        for (int row = 0; row <= from.length(); row++) {
            for (int column = 0; column <= to.length(); column++) {
                errors[row][column] = row == 0 || column == 0 ? row + column : fewest(errors, from, to, row, column);
            }
        }
        return errors[from.length()][to.length()];
    }

    private static int fewest(int[][] errors, String from, String to, int row, int column) {
        boolean same = from.charAt(row - 1) == to.charAt(column - 1);
        int replaced = errors[row - 1][column - 1] + (same ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(errors[row - 1][column], errors[row][column - 1]));
        boolean swapped = row > 1
                && column > 1
                && from.charAt(row - 1) == to.charAt(column - 2)
                && from.charAt(row - 2) == to.charAt(column - 1);
        return swapped ? Math.min(best, errors[row - 2][column - 2] + 1) : best;
    }
}

package dev.slipway.event.delivery;

/** What came of an attempt to send something. */
public sealed interface Outcome {

    /**
     * The receiver answered.
     *
     * @param body what it said, or a word in place of it when it was too much
     */
    record Answered(int status, String body) implements Outcome {
        /** Whether the receiver has it. */
        public boolean isAccepted() {
            return status >= 200 && status <= 299;
        }

        /** Whether the receiver wants nothing more, ever. */
        public boolean isFarewell() {
            return status == 410 || status == 530;
        }
    }

    /** The receiver did not answer. */
    record Unanswered(Failure failure) implements Outcome {}
}

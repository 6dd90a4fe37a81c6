package dev.slipway.model;

/** The catalogues that fill themselves as packages, releases and artifacts name their entries. */
public enum LabelKind {
    CHANNEL("release channel"),
    PLATFORM("release platform"),
    ARCH("release arch"),
    ENGINE("release engine");

    private final String words;

    LabelKind(String words) {
        this.words = words;
    }

    /** What an entry is called in a sentence. */
    public String words() {
        return words;
    }
}

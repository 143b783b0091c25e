package dev.thresher.app.masks;

/** What the colours of a sheet tell. */
public enum Colouring {
    MASK("Mask", "Kept weights are blue, pruned ones are ground"),
    WEIGHT("Kept weight", "Kept weights by their value: blue below zero, orange above"),
    MARGIN("Q = |W| − t", "How far each weight is from its threshold: kept above zero, orange; pruned below, blue"),
    AGE("Age since last change", "How long ago the mask of each weight changed last, as recorded; ground where it never did"),
    CHANGE("Pruned and recovered", "What was pruned and what recovered between two recorded moments");

    private final String title;
    private final String purpose;

    Colouring(String title, String purpose) {
        this.title = title;
        this.purpose = purpose;
    }

    public String title() {
        return title;
    }

    /** One sentence. */
    public String purpose() {
        return purpose;
    }

    /** Whether it needs W and t, not masks alone. */
    public boolean needsWeights() {
        return this == WEIGHT || this == MARGIN;
    }

    @Override
    public String toString() {
        return title;
    }
}

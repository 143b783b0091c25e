package dev.thresher.app.chart;

/** Which colours a figure takes. All of them stay apart for colour-blind readers. */
public enum PaletteKind {
    /** After Okabe and Ito (2008): six strong hues. */
    OKABE_ITO("Okabe–Ito"),
    /** After Paul Tol's "muted" scheme (2021): nine softer hues, for many layers. */
    MUTED("Muted"),
    /** Greys and line styles, for print without colour. */
    GREYSCALE("Greyscale");

    private final String title;

    PaletteKind(String title) {
        this.title = title;
    }

    /** As the user reads it. */
    public String title() {
        return title;
    }
}

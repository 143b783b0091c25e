package dev.thresher.app.window;

/** The pages of the window, in the order of the navigation rail. */
public enum Page {
    TRAIN("Train", "fth-activity", "train.fxml", "Settings of the experiment, and the charts of the run"),
    MASKS("Masks", "fth-grid", "masks.fxml", "Which weights of each layer remain, from the whole layer to single weights, moment by moment"),
    COMPARE("Compare", "fth-columns", "compare.fxml", "Runs side by side, and the queue that trains them"),
    FIGURES("Figures", "fth-image", "figures.fxml", "Figures and tables for the paper, drawn from recorded runs"),
    RUNS("Runs", "fth-list", "runs.fxml", "All recorded runs: find, note, open, compare, repeat and delete them");

    private final String title;
    private final String icon;
    private final String view;
    private final String purpose;

    Page(String title, String icon, String view, String purpose) {
        this.title = title;
        this.icon = icon;
        this.view = view;
        this.purpose = purpose;
    }

    /** One word, shown below the icon. */
    public String title() {
        return title;
    }

    /** Ikonli's literal. */
    public String icon() {
        return icon;
    }

    /** FXML file of the page. */
    public String view() {
        return view;
    }

    /** What the page is for, in some words. */
    public String purpose() {
        return purpose;
    }
}

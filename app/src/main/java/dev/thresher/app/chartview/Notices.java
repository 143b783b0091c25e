package dev.thresher.app.chartview;

/** Tells the user how an export went; called on the JavaFX thread. */
public interface Notices {
    /** @param message one line for the user: what is wrong with which file, and the remedy */
    void failed(String message);

    /** @param message one line, for example "Exported remaining.svg" */
    void done(String message);
}

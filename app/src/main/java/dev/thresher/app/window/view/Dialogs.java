package dev.thresher.app.window.view;

import javafx.scene.Parent;

/** What the window asks its user in windows of their own. Called on the window's thread only. */
public interface Dialogs extends Choosers {
    /** Says what went wrong, in one line, and waits until it is read. */
    void error(String title, String line);

    /** Asks whether to stop the run under way and close; false keeps training. */
    boolean stopAndClose(String run);

    /**
     * Asks before something that cannot be taken back; whoever presses Enter without reading leaves everything as it is.
     *
     * @param action what goes on with it
     * @param keep what does not
     */
    boolean sure(String title, String line, String action, String keep);

    /** Shows a form and waits; false where the user leaves it. @param action what goes on with it */
    boolean confirm(String title, Parent form, String action);

    /** Shows something to be read, beside which the window stays in use. */
    void show(String title, Parent content);

    /** Says what this program is. */
    void about();
}

package dev.thresher.app.window;

/** Where view models report what went wrong; the window shows dialogs, tests take notes. May be called on any thread. */
public interface Problems {
    /** The user can mend it: {@code line} says how. */
    void tell(String title, String line);

    /** A fault of the program while it was {@code doing} something. */
    void unexpected(String doing, Throwable cause);
}

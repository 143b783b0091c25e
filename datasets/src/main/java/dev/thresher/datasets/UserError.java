package dev.thresher.datasets;

/**
 * A mistake that the user can mend: bad input, a missing file, a full disk.
 *
 * <p>The message is one line that names the file or setting, the place in it, and the remedy. The command line prints it
 * and exits with code 2; the window shows it in a dialog. It is never shown with a stack trace.
 */
public class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}

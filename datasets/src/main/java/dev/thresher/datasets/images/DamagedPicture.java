package dev.thresher.datasets.images;

import dev.thresher.datasets.UserError;

/** One picture that cannot be read: it can be left out. */
final class DamagedPicture extends UserError {
    private static final long serialVersionUID = 1L;

    DamagedPicture(String message, Throwable cause) {
        super(message, cause);
    }
}

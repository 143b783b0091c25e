package dev.thresher.datasets.images;

/** Why a picture cannot be used, in a few words that follow its name. */
final class DamagedPicture extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedPicture(String reason) {
        super(reason);
    }

    DamagedPicture(String reason, Throwable cause) {
        super(reason, cause);
    }
}

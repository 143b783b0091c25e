package dev.thresher.app.given;

import java.util.List;

/** How training images can be varied, as {@code DataConfig} spells it. */
public final class Augmentations {
    public static final String NONE = "none";
    public static final String PAD_CROP_FLIP = "pad-crop-flip";
    public static final String RESIZED_CROP_FLIP = "resized-crop-flip";

    /** All of them. */
    public static final List<String> ALL = List.of(NONE, PAD_CROP_FLIP, RESIZED_CROP_FLIP);

    private Augmentations() {
    }
}

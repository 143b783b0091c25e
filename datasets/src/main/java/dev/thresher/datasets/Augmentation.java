package dev.thresher.datasets;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;

/** How training images are varied each time they are seen. Evaluation never varies them. */
public enum Augmentation {
    /** Images as they are. */
    @JsonProperty("none") NONE("none"),
    /**
     * {@value Variation#PADDING} pixels of value 0 on every side, a random crop of the original size, and a flip from left
     * to right half of the time: the custom for CIFAR.
     */
    @JsonProperty("pad-crop-flip") PAD_CROP_FLIP("pad-crop-flip"),
    /** A {@link ResizedCrop random part} scaled to the size of an example, flipped half of the time: the custom for photographs. */
    @JsonProperty("resized-crop-flip") RESIZED_CROP_FLIP("resized-crop-flip");

    private final String id;

    Augmentation(String id) {
        this.id = id;
    }

    /** As it is written in files and on the command line. */
    public String id() {
        return id;
    }

    /** The ids of all. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Augmentation::id).toList();
    }

    /**
     * The augmentation with this id.
     *
     * @throws UserError where there is none; it lists those there are
     */
    public static Augmentation named(String id) {
        return Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst().orElseThrow(() -> new UserError(
                "unknown augmentation '" + id + "'; choose " + String.join(", ", ids())));
    }
}

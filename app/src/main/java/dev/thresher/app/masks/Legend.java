package dev.thresher.app.masks;

import java.util.List;

/**
 * What the colours of a sheet mean: single colours, or a scale from one end to the other.
 *
 * @param swatches colours with their words
 * @param ramp a scale; null where there is none
 */
public record Legend(List<Swatch> swatches, Ramp ramp) {
    /** @param colour {@code 0xFFRRGGBB} */
    public record Swatch(int colour, String label) {
    }

    /**
     * A scale.
     *
     * @param colours at even distances, {@code 0xFFRRGGBB}
     * @param low what the first means
     * @param high what the last means
     */
    public record Ramp(List<Integer> colours, String low, String high) {
        public Ramp {
            colours = List.copyOf(colours);
        }
    }

    public Legend {
        swatches = List.copyOf(swatches);
    }
}

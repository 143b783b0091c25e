package dev.thresher.app.window.masks;

import dev.thresher.app.masks.Colouring;
import dev.thresher.app.masks.SheetColours;
import dev.thresher.engine.mask.LayerWeights;
import java.nio.file.Path;

/**
 * What is to be shown.
 *
 * @param folder of the run
 * @param dataset that it is trained on
 * @param layer its name; null, or one that there is not, for the first
 * @param step the recorded moment to look at; {@link #NEWEST} for the last
 * @param since the moment that changes are counted from; the one before where it is none
 * @param live W and t of the run that this window trains; null where there are none
 * @param lookAgain whether the folder may hold more than before
 */
record MaskQuestion(Path folder, String dataset, String layer, int step, int since, Colouring colouring, SheetColours colours,
                    LayerWeights live, boolean lookAgain) {
    static final int NEWEST = Integer.MAX_VALUE;
}

package dev.thresher.engine.log;

import java.util.List;

/**
 * The end of an epoch (or of a run that ended inside one).
 *
 * @param epoch from 1
 * @param step steps done by then
 * @param seconds of training and evaluation by then, pauses left out
 * @param trainLoss mean task loss of the epoch's steps
 * @param testLoss mean task loss over the test set; NaN where there is none
 * @param testAccuracy share of the test set answered rightly, 0 … 1; NaN where there is none
 * @param modelRemaining kept fraction over all masked weights, as evaluated
 * @param layerRemaining kept fraction of each masked layer, as evaluated, in the network's order
 */
public record EpochRow(int epoch, int step, double seconds, double trainLoss, double testLoss, double testAccuracy,
                       double modelRemaining, List<Double> layerRemaining) {
    public EpochRow {
        layerRemaining = List.copyOf(layerRemaining);
    }
}

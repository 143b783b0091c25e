package dev.thresher.engine.bench;

import java.util.List;

/**
 * What {@code thresher bench} measured.
 *
 * @param stepMsMedian of the masked step at the first density asked for: the figure to compare with peers
 * @param denseStepMsMedian of the dense method's step
 * @param steps the masked step at each density, then the dense one
 * @param products matrix products of the model's layers, those of convolutions included
 * @param peak what products can reach at best, measured in the same run
 * @param memory what the process took
 */
public record BenchReport(
        String thresher,
        String cpu,
        String jvm,
        String device,
        String model,
        int batch,
        double stepMsMedian,
        double denseStepMsMedian,
        List<Step> steps,
        List<MatrixProduct> products,
        Peak peak,
        Memory memory) {

    /**
     * @param method {@code dst} or {@code dense}
     * @param remaining share of the weights that the masks keep
     * @param milliseconds one training step: masks, forward, loss, backward, update (at learning rate 0, so that the
     *     density stays)
     * @param allocatedBytes what the training thread allocated in one step
     */
    public record Step(String method, double remaining, Timing milliseconds,
                       long allocatedBytes) {
    }

    /**
     * @param name layer and which of its three products
     * @param shape of the product, rows × inner × columns
     */
    public record MatrixProduct(String name, String shape, Timing milliseconds, double gigaflops) {
    }

    /**
     * Fused multiply-adds on registers alone, in GFLOP/s.
     *
     * @param threads how many {@code allThreads} is of
     */
    public record Peak(double oneThread, int threads, double allThreads) {
    }

    /**
     * @param heapMib live heap at the end
     * @param peakResidentMib greatest resident size of the process; null where the system does not tell
     */
    public record Memory(double heapMib,
                         Double peakResidentMib) {
        private static final double MIB = 1 << 20;

        static Memory now() {
            System.gc(); // what is left then is what is live
            Runtime runtime = Runtime.getRuntime();
            return new Memory((runtime.totalMemory() - runtime.freeMemory()) / MIB, ProcessMemory.peakResidentMib());
        }
    }
}

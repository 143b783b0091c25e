package dev.thresher.engine.bench;

import java.util.List;

/**
 * What {@code thresher bench} measured.
 *
 * @param cpu the processor's name and its cores
 * @param backend what computed
 * @param lanes floats in a vector of the kernels; 0 where the plain ones computed
 * @param evaluationBatch examples of an evaluation's batch, as the trainer takes them
 * @param seconds that each step and evaluation was measured for, about
 * @param stepMsMedian of the masked step at the first density asked for, with the first number of threads
 * @param denseStepMsMedian of the dense method's step, with the first number of threads
 * @param measured one entry a number of threads, in the order asked for
 * @param memory what the process took
 */
public record BenchReport(
        String thresher,
        String cpu,
        String jvm,
        String backend,
        int lanes,
        String model,
        int batch,
        int evaluationBatch,
        double seconds,
        double stepMsMedian,
        double denseStepMsMedian,
        List<AtThreads> measured,
        Memory memory) {
    private static final double QUIET = 0.93;

    public BenchReport {
        measured = List.copyOf(measured);
    }

    /**
     * All that was measured with one number of threads.
     *
     * @param processors that the process had while steps were timed, on average; null where the system does not tell
     * @param peakGigaflops fused multiply-adds on registers alone, by so many threads; null without vectors
     * @param steps training steps: dense, then masked by density
     * @param evaluations of one batch: dense, then masked by density
     * @param masking what masks cost a step where they remove nothing
     * @param products dense products of the layers' shapes
     */
    public record AtThreads(int threads, Double processors, Double peakGigaflops, List<Run> steps, List<Run> evaluations, Masking masking,
                            List<MatrixProduct> products) {
        public AtThreads {
            steps = List.copyOf(steps);
            evaluations = List.copyOf(evaluations);
            products = List.copyOf(products);
        }

        /**
         * Whether other work on the machine had a good part of the processors that the threads keep busy, since they wait for each other
         * without sleeping. Then times are too long, and what waits most is longest.
         */
        public boolean disturbed() {
            return processors != null && processors < QUIET * Math.min(threads, Runtime.getRuntime().availableProcessors());
        }
    }

    /**
     * A step of training (masks, forward, loss, backward, update at learning rate 0, so that the density stays), or the evaluation of a
     * batch.
     *
     * @param method {@code dst} or {@code dense}
     * @param asked share of the weights that masks were to keep
     * @param remaining share that they keep
     * @param timesAsFastAsDense median of the dense one over this one's
     * @param allocatedBytes that all threads together allocated in one
     */
    public record Run(String method, double asked, double remaining, Timing milliseconds, double timesAsFastAsDense, long allocatedBytes) {
    }

    /**
     * The masked step at 100 % less the dense step.
     *
     * @param addedMs median of the difference, round by round
     * @param shareOfStep that over the masked step, 0 … 1
     */
    public record Masking(double addedMs, double shareOfStep) {
    }

    /**
     * @param layers that have a product of this shape
     * @param name {@code forward}, {@code weight gradient} or {@code input gradient}
     * @param shape rows × inner × columns; a convolution's columns are its positions times the examples
     * @param gigaflops of the operations needed, two a multiply-add: taps in the padding of images are not counted
     * @param shareOfPeak of {@code peakGigaflops}, 0 … 1; null without one
     */
    public record MatrixProduct(List<String> layers, String name, String shape, Timing milliseconds, double gigaflops, Double shareOfPeak) {
        public MatrixProduct {
            layers = List.copyOf(layers);
        }
    }

    /**
     * @param heapMib live heap at the end
     * @param peakResidentMib greatest resident size of the process; null where the system does not tell
     */
    public record Memory(double heapMib, Double peakResidentMib) {
        private static final double MIB = 1 << 20;

        static Memory now() {
            System.gc(); // what is left then is what is live
            Runtime runtime = Runtime.getRuntime();
            return new Memory((runtime.totalMemory() - runtime.freeMemory()) / MIB, ProcessMemory.peakResidentMib());
        }
    }
}

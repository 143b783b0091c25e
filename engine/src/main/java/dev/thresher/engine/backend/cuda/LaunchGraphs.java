package dev.thresher.engine.backend.cuda;

import static jcuda.driver.JCudaDriver.cuEventCreate;
import static jcuda.driver.JCudaDriver.cuEventDestroy;
import static jcuda.driver.JCudaDriver.cuEventElapsedTime;
import static jcuda.driver.JCudaDriver.cuEventRecord;
import static jcuda.driver.JCudaDriver.cuEventSynchronize;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUstream;

/**
 * Launches lists: one whose like was seen before goes to the device as a graph. So a training step becomes one launch without any layer
 * knowing of graphs, and a step of another shape, as the last of an epoch, becomes another one.
 */
final class LaunchGraphs implements AutoCloseable {
    /** The driver's first version whose graphs JCuda 12 speaks to. */
    static final int LEAST_DRIVER = 12_000;
    private static final String TIMING = "timing a product";
    private static final int ROUNDS = 5;
    private static final int SHORTEST = 4;
    private static final int MOST = 32;
    private static final int REMEMBERED = 64;

    private final Arena arena;
    private final boolean used;
    private final List<LaunchGraph> graphs = new ArrayList<>();
    private final long[] seen = new long[REMEMBERED]; // signatures of lists that have no graph yet
    private int next;
    private long launched;

    LaunchGraphs(Arena arena, int driver) {
        this.arena = arena;
        used = driver >= LEAST_DRIVER;
    }

    void launch(LaunchList list, CUstream stream) {
        if (!used || list.size() < SHORTEST) {
            list.launch(stream);
            return;
        }
        for (int i = 0; i < graphs.size(); i++) {
            LaunchGraph graph = graphs.get(i);
            if (graph.does(list)) {
                graph.launch(list, stream);
                launched++;
                return;
            }
        }
        list.launch(stream);
        if (graphs.size() < MOST && seenBefore(list.signature())) {
            graphs.add(new LaunchGraph(list, arena, stream));
        }
    }

    /** Milliseconds that a list takes on the device, launched as it is in the long run: the least of some rounds. */
    float measured(LaunchList list, CUstream stream) {
        if (!used) {
            return measured(() -> list.launch(stream), stream);
        }
        try (LaunchGraph graph = new LaunchGraph(list, arena, stream)) {
            return measured(() -> graph.launch(list, stream), stream);
        }
    }

    private static float measured(Runnable launch, CUstream stream) {
        CUevent begun = new CUevent();
        CUevent ended = new CUevent();
        CudaError.check(cuEventCreate(begun, CUevent_flags.CU_EVENT_DEFAULT), TIMING);
        CudaError.check(cuEventCreate(ended, CUevent_flags.CU_EVENT_DEFAULT), TIMING);
        try {
            launch.run(); // what is done once is done then
            float least = Float.POSITIVE_INFINITY;
            float[] took = new float[1];
            for (int round = 0; round < ROUNDS; round++) {
                CudaError.check(cuEventRecord(begun, stream), TIMING);
                launch.run();
                CudaError.check(cuEventRecord(ended, stream), TIMING);
                CudaError.check(cuEventSynchronize(ended), TIMING);
                CudaError.check(cuEventElapsedTime(took, begun, ended), TIMING);
                least = Math.min(least, took[0]);
            }
            return least;
        } finally {
            cuEventDestroy(begun);
            cuEventDestroy(ended);
        }
    }

    private boolean seenBefore(long signature) {
        for (long known : seen) {
            if (known == signature) {
                return true;
            }
        }
        seen[next++ % REMEMBERED] = signature;
        return false;
    }

    /** How many graphs there are. */
    int count() {
        return graphs.size();
    }

    /** How many lists went as graphs. */
    long launched() {
        return launched;
    }

    /** How many structs were changed in graphs. */
    long patched() {
        return graphs.stream().mapToLong(LaunchGraph::patched).sum();
    }

    @Override
    public void close() {
        graphs.forEach(LaunchGraph::close);
    }
}

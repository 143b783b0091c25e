package dev.thresher.engine.backend.cuda;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUstream;

/**
 * Launches lists: one whose like was seen before goes to the device as a graph. So a training step becomes one launch without any layer
 * knowing of graphs, and a step of another shape, as the last of an epoch, becomes another one.
 */
final class LaunchGraphs implements AutoCloseable {
    /** The driver's first version whose graphs JCuda 12 speaks to. */
    static final int LEAST_DRIVER = 12_000;
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
            graphs.add(new LaunchGraph(list, arena));
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

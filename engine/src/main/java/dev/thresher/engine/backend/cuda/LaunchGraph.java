package dev.thresher.engine.backend.cuda;

import static jcuda.driver.JCudaDriver.cuGraphAddChildGraphNode;
import static jcuda.driver.JCudaDriver.cuGraphAddKernelNode;
import static jcuda.driver.JCudaDriver.cuGraphCreate;
import static jcuda.driver.JCudaDriver.cuGraphDestroy;
import static jcuda.driver.JCudaDriver.cuGraphExecDestroy;
import static jcuda.driver.JCudaDriver.cuGraphExecKernelNodeSetParams;
import static jcuda.driver.JCudaDriver.cuGraphInstantiate;
import static jcuda.driver.JCudaDriver.cuGraphLaunch;
import static jcuda.driver.JCudaDriver.cuStreamBeginCapture;
import static jcuda.driver.JCudaDriver.cuStreamEndCapture;

import java.lang.foreign.Arena;
import jcuda.driver.CUDA_KERNEL_NODE_PARAMS;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUgraphNode;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;

/**
 * A list of launches that the device has as one: a chain of nodes, of which those whose struct has changed are told before a launch. What a
 * library's routine launches is captured, once.
 */
final class LaunchGraph implements AutoCloseable {
    private final LaunchList known; // as the device has it
    private final CUgraph graph = new CUgraph();
    private final CUgraphExec executable = new CUgraphExec();
    private final CUgraphNode[] nodes;
    private final CUDA_KERNEL_NODE_PARAMS parameters = new CUDA_KERNEL_NODE_PARAMS();
    private long patched; // nodes, in all launches

    /** @param stream that routines put their kernels on; nobody else does while the graph is made */
    LaunchGraph(LaunchList list, Arena arena, CUstream stream) {
        known = new LaunchList(arena);
        known.take(list);
        nodes = new CUgraphNode[list.size()];
        CudaError.check(cuGraphCreate(graph, 0), "making a graph");
        try {
            for (int i = 0; i < nodes.length; i++) {
                nodes[i] = new CUgraphNode();
                add(i, i == 0 ? null : new CUgraphNode[] {nodes[i - 1]}, stream);
            }
            CudaError.check(cuGraphInstantiate(executable, graph, 0), "making a graph");
        } catch (RuntimeException | Error e) {
            cuGraphDestroy(graph);
            throw e;
        }
    }

    private void add(int i, CUgraphNode[] before, CUstream stream) {
        int count = before == null ? 0 : before.length;
        if (known.isRoutine(i)) {
            CUgraph captured = captured(i, stream);
            int error = cuGraphAddChildGraphNode(nodes[i], graph, before, count, captured); // which takes a copy
            cuGraphDestroy(captured);
            CudaError.check(error, "making a graph");
        } else {
            known.describe(i, parameters);
            CudaError.check(cuGraphAddKernelNode(nodes[i], graph, before, count, parameters), "making a graph");
        }
    }

    /** What the i-th launches when it is called. */
    private CUgraph captured(int i, CUstream stream) {
        CUgraph captured = new CUgraph();
        CudaError.check(cuStreamBeginCapture(stream, CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL), "making a graph");
        int ended;
        try {
            known.issue(i);
        } finally {
            ended = cuStreamEndCapture(stream, captured);
        }
        CudaError.check(ended, "making a graph");
        return captured;
    }

    /** Whether it does what a list says, but for what stands in the structs. */
    boolean does(LaunchList list) {
        return known.like(list);
    }

    /** Launches what the list says. */
    void launch(LaunchList list, CUstream stream) {
        for (int i = 0; i < nodes.length; i++) {
            if (known.takeStruct(i, list)) {
                known.describe(i, parameters);
                CudaError.check(cuGraphExecKernelNodeSetParams(executable, nodes[i], parameters), "changing a graph");
                patched++;
            }
        }
        CudaError.check(cuGraphLaunch(executable, stream), "launching a graph of " + nodes.length + " kernels");
    }

    /** How many structs were changed since it was made. */
    long patched() {
        return patched;
    }

    @Override
    public void close() {
        cuGraphExecDestroy(executable);
        cuGraphDestroy(graph);
    }
}

package dev.thresher.engine.backend.cuda;

import static jcuda.driver.JCudaDriver.cuGraphAddKernelNode;
import static jcuda.driver.JCudaDriver.cuGraphCreate;
import static jcuda.driver.JCudaDriver.cuGraphDestroy;
import static jcuda.driver.JCudaDriver.cuGraphExecDestroy;
import static jcuda.driver.JCudaDriver.cuGraphExecKernelNodeSetParams;
import static jcuda.driver.JCudaDriver.cuGraphInstantiate;
import static jcuda.driver.JCudaDriver.cuGraphLaunch;

import java.lang.foreign.Arena;
import jcuda.driver.CUDA_KERNEL_NODE_PARAMS;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUgraphNode;
import jcuda.driver.CUstream;

/** A list of launches that the device has as one: a chain of nodes, of which those whose struct has changed are told before a launch. */
final class LaunchGraph implements AutoCloseable {
    private final LaunchList known; // as the device has it
    private final CUgraph graph = new CUgraph();
    private final CUgraphExec executable = new CUgraphExec();
    private final CUgraphNode[] nodes;
    private final CUDA_KERNEL_NODE_PARAMS parameters = new CUDA_KERNEL_NODE_PARAMS();
    private long patched; // nodes, in all launches

    LaunchGraph(LaunchList list, Arena arena) {
        known = new LaunchList(arena);
        known.take(list);
        nodes = new CUgraphNode[list.size()];
        CudaError.check(cuGraphCreate(graph, 0), "making a graph");
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = new CUgraphNode();
            known.describe(i, parameters);
            CudaError.check(cuGraphAddKernelNode(nodes[i], graph, i == 0 ? null : new CUgraphNode[] {nodes[i - 1]}, i == 0 ? 0 : 1, parameters),
                    "making a graph");
        }
        CudaError.check(cuGraphInstantiate(executable, graph, 0), "making a graph");
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

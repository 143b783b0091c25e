package dev.thresher.engine.backend.cuda;

import static jcuda.driver.JCudaDriver.cuCtxSynchronize;
import static jcuda.driver.JCudaDriver.cuFuncSetAttribute;
import static jcuda.driver.JCudaDriver.cuMemcpyDtoH;
import static jcuda.driver.JCudaDriver.cuMemcpyHtoD;
import static jcuda.driver.JCudaDriver.cuStreamCreate;
import static jcuda.driver.JCudaDriver.cuStreamDestroy;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import jcuda.Pointer;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;

/** Launches on one device: its context, two streams, memory, and the list of what is not launched yet. */
final class DeviceLauncher implements Launcher, AutoCloseable {
    private static final int USUAL_SHARED = 48 << 10; // bytes that every kernel may have
    private static final int LONGEST_LIST = 4096;
    private static final int IN_A_ROW = 8;

    private final CudaDevice device;
    private final boolean tf32;
    private final Arena arena = Arena.ofShared();
    private final Context context;
    private final StreamPointer stream = new StreamPointer();
    private final CUstream copying = new CUstream();
    private final DeviceMemory memory = new DeviceMemory();
    private final LaunchList list = new LaunchList(arena);
    private final LaunchList again = new LaunchList(arena);
    private final LaunchGraphs graphs;
    private final Results results;
    private final Staging staging;
    private final Numbers numbers = new Numbers(memory);
    private final long guard;
    private final List<Runnable> endings = new ArrayList<>();
    private DevicePointer scratch;
    private long scratchBytes;

    /** @throws CudaError where the device cannot be had */
    DeviceLauncher(CudaDevice device, int driver, boolean tf32) {
        this.device = device;
        this.tf32 = tf32 && device.tf32();
        context = new Context(device.ordinal());
        try {
            CudaError.check(cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING), "making a stream");
            CudaError.check(cuStreamCreate(copying, CUstream_flags.CU_STREAM_NON_BLOCKING), "making a stream");
            graphs = new LaunchGraphs(arena, driver);
            results = new Results(memory, stream);
            staging = new Staging(memory, results, copying, stream);
            guard = memory(4);
        } catch (RuntimeException | Error e) {
            memory.close();
            context.close();
            arena.close();
            throw e;
        }
    }

    @Override
    public Kernel kernel(String module, String name) {
        return context.kernel(module, name);
    }

    @Override
    public Args args() {
        if (list.size() >= LONGEST_LIST) {
            flush();
        }
        return list.args();
    }

    @Override
    public Args again() {
        return list.again();
    }

    @Override
    public void launch(Kernel kernel, int gridX, int gridY, int gridZ, int blockX, int blockY, int sharedBytes, Args args) {
        if (sharedBytes > Math.max(USUAL_SHARED, kernel.sharedBytes())) {
            context.enter();
            CudaError.check(cuFuncSetAttribute(kernel.function(), CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, sharedBytes),
                    "giving " + kernel.name() + " shared memory");
            kernel.sharedBytes(sharedBytes);
        }
        list.add(kernel, gridX, gridY, gridZ, blockX, blockY, sharedBytes, args);
    }

    /** Sends on its way what was launched so far. */
    void flush() {
        if (list.size() > 0) {
            context.enter();
            try {
                graphs.launch(list, stream);
            } finally {
                list.clear();
            }
        }
    }

    @Override
    public long scratch(long bytes) {
        if (bytes > scratchBytes) {
            finish();
            if (scratch != null) {
                memory.free(scratch, scratchBytes);
                scratch = null;
            }
            scratchBytes = 0;
            scratch = memory.allocate(bytes);
            scratchBytes = bytes;
        }
        return scratch == null ? 0 : scratch.address();
    }

    @Override
    public long memory(long bytes) {
        context.enter();
        return memory.zeroed(bytes, stream).address();
    }

    @Override
    public ResultSlot result(int doubles, ResultSlot.Delivery delivery) {
        return results.slot(doubles, delivery);
    }

    @Override
    public void expect(ResultSlot slot) {
        if (slot.expected()) { // all before the launch just made goes first, and is heard
            again.clear();
            list.moveLast(again);
            await(fence());
            again.moveLast(list);
        }
        results.expect(slot);
    }

    @Override
    public long ints(int[] values, int count) {
        context.enter();
        if (numbers.full(count, results.upcoming())) {
            fence();
        }
        if (numbers.tooSmall(count)) {
            finish();
            numbers.enlarge(count);
        }
        reached(numbers.occupiedUntil(results.upcoming()));
        return numbers.put(values, count, results.upcoming());
    }

    /** A free place for so many bytes of a batch, which go to the device beside what computes. */
    Staging staging(long bytes) {
        context.enter();
        if (staging.tooSmall(bytes)) {
            finish();
            staging.enlarge(bytes);
        }
        reached(staging.occupiedUntil());
        return staging;
    }

    private void reached(long fence) {
        if (fence == results.upcoming()) {
            fence();
        }
        results.reached(fence);
    }

    long fence() {
        context.enter();
        flush();
        return results.fence();
    }

    void await(long fence) {
        context.enter();
        results.await(fence);
    }

    /** Waits for all there is, and drops what it reports. */
    void forget() {
        finish();
        results.forget();
    }

    /** Sends on all there is and waits for it; delivers nothing. */
    void finish() {
        context.enter();
        flush();
        CudaError.check(cuCtxSynchronize(), "waiting for the device");
    }

    /**
     * Milliseconds of the device that what is issued takes, once: the least of several rounds of several in a row. What was launched before goes first.
     *
     * @param issue launches something, the same each time
     */
    float milliseconds(Runnable issue) {
        issue.run(); // scratch memory grows now, and kernels are loaded
        finish();
        try {
            for (int i = 0; i < IN_A_ROW; i++) {
                issue.run();
            }
            return graphs.measured(list, stream) / IN_A_ROW;
        } finally {
            list.clear();
        }
    }

    /** Memory for a while, which {@link #giveBack} ends; holds anything. */
    DevicePointer lend(long bytes) {
        context.enter();
        return memory.allocate(bytes);
    }

    /** Waits for all there is, and frees what was lent. */
    void giveBack(DevicePointer lent, long bytes) {
        finish();
        memory.free(lent, bytes);
    }

    /** The stream that everything is launched on. */
    StreamPointer stream() {
        return stream;
    }

    /** @param ending done when this is closed, while the context is there still and nothing is running */
    void atEnd(Runnable ending) {
        endings.add(ending);
    }

    /** Sets memory when all before is done; it is there when this returns. */
    void upload(long address, float[] values, int count) {
        finish();
        CudaError.check(cuMemcpyHtoD(DevicePointer.at(address), Pointer.to(values), 4L * count), "copying parameters to the device");
        CudaError.check(cuCtxSynchronize(), "copying parameters to the device");
    }

    void download(long address, float[] values, int count) {
        finish();
        CudaError.check(cuMemcpyDtoH(Pointer.to(values), DevicePointer.at(address), 4L * count), "copying parameters from the device");
    }

    @Override
    public long guard() {
        return guard;
    }

    @Override
    public boolean tf32() {
        return tf32;
    }

    @Override
    public int multiprocessors() {
        return device.multiprocessors();
    }

    CudaDevice device() {
        return device;
    }

    LaunchGraphs graphs() {
        return graphs;
    }

    /** Bytes that nobody uses, and all of the device. */
    long[] deviceMemory() {
        return context.memory();
    }

    /** Frees everything, also where the device was lost. */
    @Override
    public void close() {
        try {
            context.enter();
            cuCtxSynchronize();
        } catch (CudaError _) {
            // lost: nothing is running any more
        }
        graphs.close();
        endings.forEach(Runnable::run);
        results.close();
        staging.close();
        memory.close();
        cuStreamDestroy(copying);
        cuStreamDestroy(stream);
        context.close();
        arena.close();
    }
}

package dev.thresher.engine.backend.cuda;

import static jcuda.driver.JCudaDriver.cuEventCreate;
import static jcuda.driver.JCudaDriver.cuEventDestroy;
import static jcuda.driver.JCudaDriver.cuEventRecord;
import static jcuda.driver.JCudaDriver.cuMemcpyHtoDAsync;
import static jcuda.driver.JCudaDriver.cuStreamWaitEvent;

import java.nio.FloatBuffer;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUstream;

/**
 * Brings batches to the device on a stream of their own, so that the next one is copied while a step computes: from pinned memory to a
 * place on the device, of which there are a few, and from there a kernel takes it.
 */
final class Staging implements AutoCloseable {
    private static final int PLACES = 3;

    private final DeviceMemory memory;
    private final Results results;
    private final CUstream copying;
    private final CUstream computing;
    private final DeviceMemory.Pinned[] host = new DeviceMemory.Pinned[PLACES];
    private final FloatBuffer[] numbers = new FloatBuffer[PLACES]; // of `host`
    private final DevicePointer[] device = new DevicePointer[PLACES];
    private final CUevent[] copied = new CUevent[PLACES];
    private final long[] usedUntil = new long[PLACES]; // fences
    private long bytes;
    private int next;

    Staging(DeviceMemory memory, Results results, CUstream copying, CUstream computing) {
        this.memory = memory;
        this.results = results;
        this.copying = copying;
        this.computing = computing;
        for (int i = 0; i < PLACES; i++) {
            copied[i] = new CUevent();
            CudaError.check(cuEventCreate(copied[i], CUevent_flags.CU_EVENT_DISABLE_TIMING), "making an event");
        }
    }

    /** The fence that has to be passed before another batch can come. */
    long occupiedUntil() {
        return usedUntil[next];
    }

    /** Whether a batch needs larger places, which are made when nothing is under way. */
    boolean tooSmall(long size) {
        return size > bytes;
    }

    void enlarge(long size) {
        for (int i = 0; i < PLACES; i++) {
            if (bytes > 0) {
                memory.free(device[i], bytes);
                memory.free(host[i]);
            }
            device[i] = memory.allocate(size);
            host[i] = memory.pinned(size);
            numbers[i] = host[i].bytes().asFloatBuffer();
        }
        bytes = size;
    }

    /** Copies so many numbers; the computing stream waits for them. @return their address on the device, until the fence to come */
    long copy(float[] values, int count) {
        int place = next;
        next = (next + 1) % PLACES;
        numbers[place].put(0, values, 0, count);
        CudaError.check(cuMemcpyHtoDAsync(device[place], host[place].pointer(), 4L * count, copying), "copying a batch to the device");
        CudaError.check(cuEventRecord(copied[place], copying), "copying a batch to the device");
        CudaError.check(cuStreamWaitEvent(computing, copied[place], 0), "waiting for a batch");
        usedUntil[place] = results.upcoming();
        return device[place].address();
    }

    @Override
    public void close() {
        for (CUevent event : copied) {
            cuEventDestroy(event);
        }
    }
}

package dev.thresher.engine.backend.cuda;

import static jcuda.driver.JCudaDriver.cuEventCreate;
import static jcuda.driver.JCudaDriver.cuEventDestroy;
import static jcuda.driver.JCudaDriver.cuEventRecord;
import static jcuda.driver.JCudaDriver.cuMemcpyHtoDAsync;
import static jcuda.driver.JCudaDriver.cuStreamWaitEvent;

import java.nio.ByteBuffer;
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

    /** The place of the next batch, as numbers. */
    FloatBuffer numbers() {
        return numbers[next];
    }

    /** The place of the next batch, as bytes. */
    ByteBuffer bytes() {
        return host[next].bytes();
    }

    /** Copies what was put into the next place; the computing stream waits for it. @return its address on the device, until the fence to come */
    long send(long size) {
        int place = next;
        next = (next + 1) % PLACES;
        CudaError.check(cuMemcpyHtoDAsync(device[place], host[place].pointer(), size, copying), "copying a batch to the device");
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

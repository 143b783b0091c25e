package dev.thresher.engine.backend.cuda;

import static jcuda.driver.JCudaDriver.cuMemAlloc;
import static jcuda.driver.JCudaDriver.cuMemFree;
import static jcuda.driver.JCudaDriver.cuMemFreeHost;
import static jcuda.driver.JCudaDriver.cuMemHostAlloc;
import static jcuda.driver.JCudaDriver.cuMemsetD8Async;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import jcuda.Pointer;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/** What a backend has of a device's memory, and of the host's that the device reads and writes. */
final class DeviceMemory implements AutoCloseable {
    private final List<DevicePointer> device = new ArrayList<>();
    private final List<Pointer> host = new ArrayList<>();
    private long bytes;

    /** Memory that holds anything. @throws CudaError where there is not so much */
    DevicePointer allocate(long size) {
        DevicePointer made = new DevicePointer();
        int error = cuMemAlloc(made, Math.max(4, size));
        if (error == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
            throw CudaError.full(size, "getting memory for the run");
        }
        CudaError.check(error, "getting memory for the run");
        device.add(made);
        bytes += size;
        return made;
    }

    /** Memory that is zero for whatever comes later on a stream. */
    DevicePointer zeroed(long size, CUstream stream) {
        DevicePointer made = allocate(size);
        CudaError.check(cuMemsetD8Async(made, (byte) 0, Math.max(4, size), stream), "clearing memory");
        return made;
    }

    void free(DevicePointer memory, long size) {
        device.remove(memory);
        bytes -= size;
        CudaError.check(cuMemFree(memory), "giving memory back");
    }

    /** Memory of the host that stays in its place and that the device can reach. */
    Pinned pinned(long size) {
        Pointer pointer = new Pointer();
        CudaError.check(cuMemHostAlloc(pointer, size, JCudaDriver.CU_MEMHOSTALLOC_DEVICEMAP), "getting memory for copies to the device");
        host.add(pointer);
        DevicePointer seen = new DevicePointer();
        CudaError.check(JCudaDriver.cuMemHostGetDevicePointer(seen, pointer, 0), "getting memory for copies to the device");
        return new Pinned(pointer, pointer.getByteBuffer(0, size).order(ByteOrder.nativeOrder()), seen.address());
    }

    void free(Pinned memory) {
        host.remove(memory.pointer());
        CudaError.check(cuMemFreeHost(memory.pointer()), "giving memory back");
    }

    /** @param address where the device sees it */
    record Pinned(Pointer pointer, ByteBuffer bytes, long address) {
    }

    /** Bytes of the device's memory. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        device.forEach(JCudaDriver::cuMemFree); // of a lost device nothing is left to free
        host.forEach(JCudaDriver::cuMemFreeHost);
        device.clear();
        host.clear();
    }
}

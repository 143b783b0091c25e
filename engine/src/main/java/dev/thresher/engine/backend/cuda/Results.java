package dev.thresher.engine.backend.cuda;

import static jcuda.driver.JCudaDriver.cuEventCreate;
import static jcuda.driver.JCudaDriver.cuEventDestroy;
import static jcuda.driver.JCudaDriver.cuEventRecord;
import static jcuda.driver.JCudaDriver.cuEventSynchronize;
import static jcuda.driver.JCudaDriver.cuMemcpyDtoHAsync;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import jcuda.Pointer;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUstream;

/**
 * Result slots, and the fences behind which they come to the host: a fence is a copy of all slots and an event after it. So the stream
 * goes on while the host reads what an earlier step reported. Fences are numbered from 1.
 */
final class Results implements AutoCloseable {
    /** Fences under way at a time. */
    static final int RING = 4;
    private static final int BYTES = 1 << 18;

    private final CUstream stream;
    private final DevicePointer block;
    private final Pointer[] copies = new Pointer[RING];
    private final ByteBuffer[] arrived = new ByteBuffer[RING];
    private final CUevent[] done = new CUevent[RING];
    private final List<List<ResultSlot>> expected = new ArrayList<>();
    private int used;
    private long fenced;
    private long delivered;

    Results(DeviceMemory memory, CUstream stream) {
        this.stream = stream;
        block = memory.zeroed(BYTES, stream);
        DeviceMemory.Pinned host = memory.pinned((long) RING * BYTES);
        for (int i = 0; i < RING; i++) {
            copies[i] = host.pointer().withByteOffset((long) i * BYTES);
            arrived[i] = host.bytes().slice(i * BYTES, BYTES).order(ByteOrder.nativeOrder());
            done[i] = new CUevent();
            CudaError.check(cuEventCreate(done[i], CUevent_flags.CU_EVENT_DISABLE_TIMING), "making an event");
            expected.add(new ArrayList<>());
        }
    }

    ResultSlot slot(int doubles, ResultSlot.Delivery delivery) {
        int size = 8 * doubles;
        if (used + size > BYTES) {
            throw new IllegalStateException("more results than " + BYTES + " bytes");
        }
        ResultSlot slot = new ResultSlot(block.address() + used, used, doubles, delivery);
        used += size;
        return slot;
    }

    /** The number of the fence to come. */
    long upcoming() {
        return fenced + 1;
    }

    /** The slot is delivered at the fence to come. */
    void expect(ResultSlot slot) {
        slot.expected(true);
        expected.get((int) (upcoming() % RING)).add(slot);
    }

    /** Puts a fence behind all that was launched. Where as many are under way as there may be, the first is waited for. */
    long fence() {
        if (fenced - delivered == RING - 1) { // the ring's last place is the upcoming fence's
            await(delivered + 1);
        }
        int place = (int) (++fenced % RING);
        if (used > 0) {
            CudaError.check(cuMemcpyDtoHAsync(copies[place], block, used, stream), "reading results");
        }
        CudaError.check(cuEventRecord(done[place], stream), "marking the end of a step");
        List<ResultSlot> slots = expected.get(place);
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).expected(false);
        }
        return fenced;
    }

    /** Waits until the device has passed a fence; delivers nothing. */
    void reached(long fence) {
        if (fence > delivered) {
            CudaError.check(cuEventSynchronize(done[(int) (fence % RING)]), "waiting for a step");
        }
    }

    /** Waits for a fence, and delivers what the slots held there and at those before it. */
    void await(long fence) {
        while (delivered < fence) {
            long next = delivered + 1;
            reached(next);
            delivered = next;
            int place = (int) (next % RING);
            List<ResultSlot> slots = expected.get(place);
            for (int i = 0; i < slots.size(); i++) {
                slots.get(i).deliver(arrived[place]);
            }
            slots.clear();
        }
    }

    /** Drops what slots were to report at fences that nobody has awaited; nothing may be under way. */
    void forget() {
        for (int i = 0; i < RING; i++) {
            List<ResultSlot> slots = expected.get(i);
            slots.forEach(slot -> slot.expected(false));
            slots.clear();
        }
        delivered = fenced;
    }

    @Override
    public void close() {
        for (CUevent event : done) {
            cuEventDestroy(event);
        }
    }
}

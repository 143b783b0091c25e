package dev.thresher.engine.backend.cuda;

import dev.thresher.datasets.Batch;
import dev.thresher.engine.backend.Tensor;

/** Makes tensors on a device, fills them and reads them. */
final class DeviceStorage {
    private static final String MODULE = "transfer";
    private static final int BLOCK = 256;
    private static final int ROWS = 8; // of a block of spread_batch, which is 32 wide

    private final DeviceLauncher device;
    private final Unpacking unpacking;
    private final Kernel spread;
    private final Kernel copy;
    private final Kernel finite;
    private final ResultSlot answer;
    private boolean allFinite;

    DeviceStorage(DeviceLauncher device) {
        this.device = device;
        unpacking = new Unpacking(device);
        spread = device.kernel(MODULE, "spread_batch");
        copy = device.kernel(MODULE, "copy_numbers");
        finite = device.kernel(MODULE, "all_finite");
        answer = device.result(1, slot -> allFinite = slot.whole(0) != 0);
    }

    CudaTensor matrix(int rows, int columns) {
        return CudaTensor.matrix(device.memory(CudaTensor.bytes(rows, columns, false)), rows, columns);
    }

    CudaTensor activation(int features, int capacity) {
        return CudaTensor.activation(device.memory(CudaTensor.bytes(features, capacity, true)), features, capacity);
    }

    void upload(Tensor to, float[] values) {
        if (values.length != to.size()) {
            throw new IllegalArgumentException(values.length + " values do not fit into " + to);
        }
        ((CudaTensor) to).changed();
        if (to.stride() == to.columns()) {
            device.upload(((CudaTensor) to).address(), values, values.length);
            return;
        }
        float[] padded = new float[Math.toIntExact(((CudaTensor) to).stored())];
        for (int row = 0; row < to.rows(); row++) {
            System.arraycopy(values, row * to.columns(), padded, row * to.stride(), to.columns());
        }
        device.upload(((CudaTensor) to).address(), padded, padded.length);
    }

    float[] download(Tensor from) {
        float[] stored = stored(from);
        if (from.stride() == from.columns()) {
            return stored;
        }
        float[] values = new float[Math.toIntExact(from.size())];
        for (int row = 0; row < from.rows(); row++) {
            System.arraycopy(stored, row * from.stride(), values, row * from.columns(), from.columns());
        }
        return values;
    }

    /** The entries row by row, padding included. */
    float[] stored(Tensor from) {
        float[] stored = new float[Math.toIntExact(((CudaTensor) from).stored())];
        device.download(((CudaTensor) from).address(), stored, stored.length);
        return stored;
    }

    void copy(Tensor from, Tensor to) {
        CudaTensor target = CudaShapes.same("copy", to, from);
        copied((CudaTensor) from, target);
        copy(((CudaTensor) from).address(), target.address(), target.stored());
    }

    void copyRows(Tensor from, int fromRow, Tensor to, int toRow, int rows) {
        boolean fits = from.columns() == to.columns() && from.stride() == to.stride() && fromRow >= 0 && toRow >= 0 && rows >= 0
                && fromRow + rows <= from.rows() && toRow + rows <= to.rows();
        if (!fits) {
            throw new IllegalArgumentException("%d rows from %d of %s do not fit to %d of %s".formatted(rows, fromRow, from, toRow, to));
        }
        copied((CudaTensor) from, (CudaTensor) to);
        long row = 4L * to.stride();
        copy(((CudaTensor) from).address() + fromRow * row, ((CudaTensor) to).address() + toRow * row, (long) rows * to.stride());
    }

    /** What has rows of a masked weight is one: the P of an LSTM's gates, one below the other. */
    private void copied(CudaTensor from, CudaTensor to) {
        if (from.nonZeros() != null) {
            to.masked(device);
        } else {
            to.changed();
        }
    }

    void clear(Tensor tensor) {
        ((CudaTensor) tensor).changed();
        copy(0, ((CudaTensor) tensor).address(), ((CudaTensor) tensor).stored());
    }

    private void copy(long from, long to, long count) {
        if (count > 0) {
            int blocks = (int) Math.min((count + BLOCK - 1) / BLOCK, 8L * device.multiprocessors());
            device.launch(copy, blocks, 1, 1, BLOCK, 1, 0, device.args().int64(from).int64(to).int64(count));
        }
    }

    void load(Batch batch, Tensor images) {
        images.resize(batch.count());
        CudaTensor to = (CudaTensor) images;
        if (batch.packed() != null) {
            unpacking.load(batch.packed(), to);
            return;
        }
        if ((long) images.rows() * batch.stride() > batch.features().length) {
            throw new IllegalArgumentException("the batch does not fill " + images);
        }
        int count = images.rows() * batch.stride();
        Staging place = device.staging(4L * count);
        place.numbers().put(0, batch.features(), 0, count);
        long staged = place.send(4L * count);
        int blocksOfRows = Math.min((to.rows() + ROWS - 1) / ROWS, 4096);
        device.launch(spread, to.stride() / CudaTensor.LANES, blocksOfRows, 1, CudaTensor.LANES, ROWS, 0, device.args().int64(staged).pointer(to)
                .int32(to.rows()).int32(to.columns()).int32(batch.stride()).int32(to.stride()));
    }

    /** Waits, as it answers. */
    boolean finite(Tensor tensor) {
        CudaTensor of = (CudaTensor) tensor;
        if (of.stored() == 0) {
            return true;
        }
        device.launch(finite, 1, 1, 1, 1024, 1, 0, device.args().pointer(of).pointer(answer).int64(of.stored()).int32(of.columns())
                .int32(of.stride()));
        device.expect(answer);
        device.await(device.fence());
        return allFinite;
    }
}

package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Pooling, a channel a piece: every entry under the window is a run of the batch. */
final class Pooling implements Workers.Task {
    private enum Kind { MAX, MAX_GRADIENT, AVERAGE, AVERAGE_GRADIENT }

    private Kind kind;
    private Window window;
    private float[] image;  // X, or dX of an average
    private float[] pooled; // Y or dY
    private float[] gradient; // dX of a maximum
    private int stride;

    void max(Workers workers, Window w, CpuTensor x, CpuTensor y) {
        run(workers, Kind.MAX, w, x, y, null);
    }

    void maxGradient(Workers workers, Window w, CpuTensor x, CpuTensor dy, CpuTensor dx) {
        run(workers, Kind.MAX_GRADIENT, w, x, dy, dx.data());
    }

    void average(Workers workers, Window w, CpuTensor x, CpuTensor y) {
        run(workers, Kind.AVERAGE, w, x, y, null);
    }

    void averageGradient(Workers workers, Window w, CpuTensor dy, CpuTensor dx) {
        run(workers, Kind.AVERAGE_GRADIENT, w, dx, dy, null);
    }

    private void run(Workers workers, Kind newKind, Window w, CpuTensor newImage, CpuTensor newPooled, float[] newGradient) {
        kind = newKind;
        window = w;
        image = newImage.data();
        pooled = newPooled.data();
        gradient = newGradient;
        stride = newImage.stride();
        workers.run(this, w.channels());
    }

    @Override
    public void run(int channel) {
        int start = channel * window.height() * window.width() * stride;
        int end = start + window.height() * window.width() * stride;
        if (kind == Kind.MAX_GRADIENT) {
            Arrays.fill(gradient, start, end, 0f);
        } else if (kind == Kind.AVERAGE_GRADIENT) {
            Arrays.fill(image, start, end, 0f);
        }
        for (int y = 0; y < window.outHeight(); y++) {
            int top = y * window.strideHeight() - window.padHeight();
            int rowFrom = Math.max(0, top);
            int rowTo = Math.min(window.height(), top + window.kernelHeight());
            for (int x = 0; x < window.outWidth(); x++) {
                int left = x * window.strideWidth() - window.padWidth();
                int columnFrom = Math.max(0, left);
                int columnTo = Math.min(window.width(), left + window.kernelWidth());
                int out = ((channel * window.outHeight() + y) * window.outWidth() + x) * stride;
                position(start, out, rowFrom, rowTo, columnFrom, columnTo);
            }
        }
    }

    // Each kind has its loops over the window in one method: vectors that cross a call may end up on the heap.
    private void position(int start, int out, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        switch (kind) {
            case MAX -> greatest(start, out, rowFrom, rowTo, columnFrom, columnTo);
            case MAX_GRADIENT -> scatter(start, out, rowFrom, rowTo, columnFrom, columnTo);
            case AVERAGE -> mean(start, out, rowFrom, rowTo, columnFrom, columnTo);
            case AVERAGE_GRADIENT -> spread(start, out, rowFrom, rowTo, columnFrom, columnTo);
        }
    }

    private void greatest(int start, int out, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        for (int n = 0; n < stride; n += Lanes.COUNT) {
            FloatVector greatest = FloatVector.broadcast(Lanes.SPECIES, Float.NEGATIVE_INFINITY);
            for (int y = rowFrom; y < rowTo; y++) {
                int row = start + y * window.width() * stride + n;
                for (int x = columnFrom; x < columnTo; x++) {
                    greatest = greatest.max(FloatVector.fromArray(Lanes.SPECIES, image, row + x * stride));
                }
            }
            greatest.intoArray(pooled, out + n);
        }
    }

    private void scatter(int start, int out, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        for (int n = 0; n < stride; n += Lanes.COUNT) {
            FloatVector greatest = FloatVector.broadcast(Lanes.SPECIES, Float.NEGATIVE_INFINITY);
            for (int y = rowFrom; y < rowTo; y++) {
                int row = start + y * window.width() * stride + n;
                for (int x = columnFrom; x < columnTo; x++) {
                    greatest = greatest.max(FloatVector.fromArray(Lanes.SPECIES, image, row + x * stride));
                }
            }
            FloatVector left = FloatVector.fromArray(Lanes.SPECIES, pooled, out + n); // dY, zero in lanes where it was handed out
            for (int y = rowFrom; y < rowTo; y++) {
                int row = start + y * window.width() * stride + n;
                for (int x = columnFrom; x < columnTo; x++) {
                    int entry = row + x * stride;
                    VectorMask<Float> here = FloatVector.fromArray(Lanes.SPECIES, image, entry).compare(VectorOperators.EQ, greatest);
                    FloatVector.fromArray(Lanes.SPECIES, gradient, entry).add(left, here).intoArray(gradient, entry);
                    left = left.blend(0f, here);
                }
            }
        }
    }

    private void mean(int start, int out, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        float share = 1f / (window.kernelHeight() * window.kernelWidth());
        for (int n = 0; n < stride; n += Lanes.COUNT) {
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            for (int y = rowFrom; y < rowTo; y++) {
                int row = start + y * window.width() * stride + n;
                for (int x = columnFrom; x < columnTo; x++) {
                    sum = sum.add(FloatVector.fromArray(Lanes.SPECIES, image, row + x * stride));
                }
            }
            sum.mul(share).intoArray(pooled, out + n);
        }
    }

    private void spread(int start, int out, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        float share = 1f / (window.kernelHeight() * window.kernelWidth());
        for (int n = 0; n < stride; n += Lanes.COUNT) {
            FloatVector gradientOfEach = FloatVector.fromArray(Lanes.SPECIES, pooled, out + n).mul(share);
            for (int y = rowFrom; y < rowTo; y++) {
                int row = start + y * window.width() * stride + n;
                for (int x = columnFrom; x < columnTo; x++) {
                    int entry = row + x * stride;
                    FloatVector.fromArray(Lanes.SPECIES, image, entry).add(gradientOfEach).intoArray(image, entry);
                }
            }
        }
    }
}

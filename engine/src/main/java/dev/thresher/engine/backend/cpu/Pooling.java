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
    private boolean fours;   // each window is two by two, and all of it lies in the image
    private boolean apart;   // and no entry is under two of them
    private boolean covered; // and each is under one

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
        fours = w.kernelHeight() == 2 && w.kernelWidth() == 2 && w.padHeight() == 0 && w.padWidth() == 0;
        apart = fours && w.strideHeight() >= 2 && w.strideWidth() >= 2;
        covered = apart && 2 * w.outHeight() == w.height() && 2 * w.outWidth() == w.width();
        workers.run(this, w.channels());
    }

    @Override
    public void run(int channel) {
        int start = channel * window.height() * window.width() * stride;
        int end = start + window.height() * window.width() * stride;
        if (kind == Kind.MAX_GRADIENT && !covered) {
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
            case MAX -> {
                if (fours) {
                    greatestOfFour(start + (rowFrom * window.width() + columnFrom) * stride, out);
                } else {
                    greatest(start, out, rowFrom, rowTo, columnFrom, columnTo);
                }
            }
            case MAX_GRADIENT -> {
                if (apart) {
                    scatterToFour(start + (rowFrom * window.width() + columnFrom) * stride, out);
                } else {
                    scatter(start, out, rowFrom, rowTo, columnFrom, columnTo);
                }
            }
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

    /** The same of a window two by two whose first run begins at {@code first}: most networks have no others. */
    private void greatestOfFour(int first, int out) {
        int second = first + stride;
        int third = first + window.width() * stride;
        int fourth = third + stride;
        for (int n = 0; n < stride; n += Lanes.COUNT) {
            FloatVector above = FloatVector.fromArray(Lanes.SPECIES, image, first + n).max(FloatVector.fromArray(Lanes.SPECIES, image, second + n));
            FloatVector below = FloatVector.fromArray(Lanes.SPECIES, image, third + n).max(FloatVector.fromArray(Lanes.SPECIES, image, fourth + n));
            above.max(below).intoArray(pooled, out + n);
        }
    }

    /** dX of a window two by two that shares no entry with another: each entry is written once, and need not hold zero before. */
    private void scatterToFour(int first, int out) {
        int second = first + stride;
        int third = first + window.width() * stride;
        int fourth = third + stride;
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        for (int n = 0; n < stride; n += Lanes.COUNT) {
            FloatVector a = FloatVector.fromArray(Lanes.SPECIES, image, first + n);
            FloatVector b = FloatVector.fromArray(Lanes.SPECIES, image, second + n);
            FloatVector c = FloatVector.fromArray(Lanes.SPECIES, image, third + n);
            FloatVector d = FloatVector.fromArray(Lanes.SPECIES, image, fourth + n);
            FloatVector greatest = a.max(b).max(c.max(d));
            FloatVector left = FloatVector.fromArray(Lanes.SPECIES, pooled, out + n); // dY, zero in lanes where it was handed out
            VectorMask<Float> here = a.compare(VectorOperators.EQ, greatest);
            zero.blend(left, here).intoArray(gradient, first + n);
            left = left.blend(0f, here);
            here = b.compare(VectorOperators.EQ, greatest);
            zero.blend(left, here).intoArray(gradient, second + n);
            left = left.blend(0f, here);
            here = c.compare(VectorOperators.EQ, greatest);
            zero.blend(left, here).intoArray(gradient, third + n);
            left = left.blend(0f, here);
            zero.blend(left, d.compare(VectorOperators.EQ, greatest)).intoArray(gradient, fourth + n);
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

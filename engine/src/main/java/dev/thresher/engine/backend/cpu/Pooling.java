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

    private void position(int start, int out, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        float share = 1f / (window.kernelHeight() * window.kernelWidth());
        for (int n = 0; n < stride; n += Lanes.COUNT) {
            switch (kind) {
                case MAX -> greatest(start + n, rowFrom, rowTo, columnFrom, columnTo).intoArray(pooled, out + n);
                case MAX_GRADIENT -> scatter(start + n, out + n, rowFrom, rowTo, columnFrom, columnTo);
                case AVERAGE -> sum(start + n, rowFrom, rowTo, columnFrom, columnTo).mul(share).intoArray(pooled, out + n);
                case AVERAGE_GRADIENT -> spread(share, start + n, out + n, rowFrom, rowTo, columnFrom, columnTo);
            }
        }
    }

    private FloatVector greatest(int at, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        FloatVector greatest = FloatVector.broadcast(Lanes.SPECIES, Float.NEGATIVE_INFINITY);
        for (int y = rowFrom; y < rowTo; y++) {
            for (int x = columnFrom; x < columnTo; x++) {
                greatest = greatest.max(FloatVector.fromArray(Lanes.SPECIES, image, at + (y * window.width() + x) * stride));
            }
        }
        return greatest;
    }

    private void scatter(int at, int out, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        FloatVector greatest = greatest(at, rowFrom, rowTo, columnFrom, columnTo);
        FloatVector left = FloatVector.fromArray(Lanes.SPECIES, pooled, out); // dY, zero in lanes where it was handed out
        for (int y = rowFrom; y < rowTo; y++) {
            for (int x = columnFrom; x < columnTo; x++) {
                int entry = at + (y * window.width() + x) * stride;
                VectorMask<Float> here = FloatVector.fromArray(Lanes.SPECIES, image, entry).compare(VectorOperators.EQ, greatest);
                FloatVector.fromArray(Lanes.SPECIES, gradient, entry).add(left, here).intoArray(gradient, entry);
                left = left.blend(0f, here);
            }
        }
    }

    private FloatVector sum(int at, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        for (int y = rowFrom; y < rowTo; y++) {
            for (int x = columnFrom; x < columnTo; x++) {
                sum = sum.add(FloatVector.fromArray(Lanes.SPECIES, image, at + (y * window.width() + x) * stride));
            }
        }
        return sum;
    }

    private void spread(float part, int at, int out, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        FloatVector share = FloatVector.fromArray(Lanes.SPECIES, pooled, out).mul(part);
        for (int y = rowFrom; y < rowTo; y++) {
            for (int x = columnFrom; x < columnTo; x++) {
                int entry = at + (y * window.width() + x) * stride;
                FloatVector.fromArray(Lanes.SPECIES, image, entry).add(share).intoArray(image, entry);
            }
        }
    }
}

package dev.thresher.engine.backend.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * An LSTM layer. The hidden state of the step before and the input lie one below the other in z_t = [h_{t−1}; x_t], and the weights side
 * by side in P = [P_h P_x], so that a step is one product forward and one back, and dP one product over all steps. The hidden state comes
 * first because a layer that needs no dX asks for the upper rows of dz alone.
 */
final class Lstm {
    private static final float[] NO_THRESHOLD = {0f};

    private final SparsePath sparsePath;
    private final MaskedProduct maskedProduct = new MaskedProduct();
    private final MaskRefresh maskRefresh = new MaskRefresh();
    private final Product product = new Product();
    private final LstmUnits units = new LstmUnits();
    private final Workers.Task arranging = this::arrange;

    private float[] p = new float[0];         // [4h, h + features]
    private float[] z = new float[0];         // [h + features, stride], of one step
    private float[] dz = new float[0];        // [h + features, stride], of the step after
    private float[] zColumns = new float[0];  // [T · columns, h + features]
    private float[] dGateRows = new float[0]; // [4h, T · columns]
    private float[] dp = new float[0];        // [4h, h + features]
    private float[] lanes = new float[0];     // [4h, lanes]

    private LstmShape s;
    private int width; // h + features
    private float[] x;
    private float[] gates;
    private float[] hidden;
    private float[] dBias;
    private NonZeros nonZeros; // of P, kept with P_x
    private final List<NonZeros> lists = new ArrayList<>(); // of all layers

    Lstm(SparsePath sparsePath) {
        this.sparsePath = sparsePath;
    }

    List<NonZeros> lists() {
        return lists;
    }

    void forward(Workers workers, LstmShape shape, CpuTensor px, CpuTensor ph, CpuTensor bias, CpuTensor newX, CpuTensor newGates,
                 CpuTensor newCells, CpuTensor newHidden) {
        begin(shape, newX, newGates, newCells, newHidden);
        z = room(z, width * s.stride());
        join(workers, px, ph);
        maskedProduct.expect(s.steps());
        int recurrent = s.hidden() * s.stride();
        for (int t = 0; t < s.steps(); t++) {
            if (t == 0) {
                Arrays.fill(z, 0, recurrent, 0f);
            } else {
                System.arraycopy(hidden, s.unit(t - 1, 0), z, 0, recurrent);
            }
            System.arraycopy(x, s.feature(t, 0), z, recurrent, s.features() * s.stride());
            maskedProduct.forward(workers, nonZeros, p, s.gateRows(), width, z, 0, bias.data(), gates, s.gate(t, 0, 0), s.stride(),
                    false);
            units.states(workers, t);
        }
    }

    void backward(Workers workers, LstmShape shape, CpuTensor px, CpuTensor ph, CpuTensor newX, CpuTensor newGates, CpuTensor newCells,
                  CpuTensor newHidden, CpuTensor dHidden, CpuTensor dpx, CpuTensor dph, CpuTensor newDBias, CpuTensor dx) {
        begin(shape, newX, newGates, newCells, newHidden);
        dBias = newDBias.data();
        throughTime(workers, px, ph, dHidden, dx);
        int inner = s.steps() * s.columns();
        dp = room(dp, s.gateRows() * width);
        lanes = room(lanes, s.gateRows() * Lanes.COUNT);
        zColumns = room(zColumns, inner * width);
        dGateRows = room(dGateRows, s.gateRows() * inner);
        workers.run(arranging, s.gateRows() + s.steps());
        product.multiply(workers, dGateRows, inner, 1, zColumns, width, null, dp, width, s.gateRows(), width, inner);
        split(dpx.data(), dph.data());
    }

    private void throughTime(Workers workers, CpuTensor px, CpuTensor ph, CpuTensor dHidden, CpuTensor dx) {
        int recurrent = s.hidden() * s.stride();
        dz = room(dz, width * s.stride());
        join(workers, px, ph);
        Arrays.fill(dz, 0, recurrent, 0f);
        units.beginGradients(dHidden, dz);
        maskedProduct.expect(s.steps());
        for (int t = s.steps() - 1; t >= 0; t--) {
            units.gradients(workers, t);
            if (t == 0 && dx == null) {
                return; // nothing comes before
            }
            maskedProduct.backward(workers, nonZeros, p, s.gateRows(), width, dx == null ? s.hidden() : width, gates, s.gate(t, 0, 0), dz,
                    s.stride());
            if (dx != null) {
                System.arraycopy(dz, recurrent, dx.data(), s.feature(t, 0), s.features() * s.stride());
            }
        }
    }

    private void begin(LstmShape shape, CpuTensor newX, CpuTensor newGates, CpuTensor newCells, CpuTensor newHidden) {
        s = shape;
        x = newX.data();
        gates = newGates.data();
        hidden = newHidden.data();
        width = s.hidden() + s.features();
        p = room(p, s.gateRows() * width);
        units.begin(shape, newGates, newCells, newHidden);
    }

    /** {@code had} where it is large enough; so that only the first step allocates. */
    static float[] room(float[] had, int needed) {
        return had.length < needed ? new float[needed] : had;
    }

    /** P = [P_h P_x], and its non-zeros where that is of use. */
    private void join(Workers workers, CpuTensor px, CpuTensor ph) {
        for (int row = 0; row < s.gateRows(); row++) {
            System.arraycopy(ph.data(), row * s.hidden(), p, row * width, s.hidden());
            System.arraycopy(px.data(), row * s.features(), p, row * width + s.hidden(), s.features());
        }
        if (sparsePath == SparsePath.NEVER) {
            return;
        }
        nonZeros = px.nonZeros();
        if (nonZeros == null) {
            nonZeros = new NonZeros(s.gateRows(), width, sparsePath);
            px.nonZeros(nonZeros);
            lists.add(nonZeros);
        }
        maskRefresh.run(workers, p, NO_THRESHOLD, ThresholdLayout.ONE, p, s.gateRows(), width, nonZeros);
    }

    private void split(float[] dpx, float[] dph) {
        for (int row = 0; row < s.gateRows(); row++) {
            System.arraycopy(dp, row * width, dph, row * s.hidden(), s.hidden());
            System.arraycopy(dp, row * width + s.hidden(), dpx, row * s.features(), s.features());
        }
    }

    /** For the product over all steps: a row of gate gradients side by side, or z of one step with a row for each example. */
    private void arrange(int piece) {
        if (piece < s.gateRows()) {
            gateRow(piece);
            return;
        }
        int step = piece - s.gateRows();
        int to = step * s.columns() * width;
        if (step == 0) {
            for (int n = 0; n < s.columns(); n++) {
                Arrays.fill(zColumns, to + n * width, to + n * width + s.hidden(), 0f);
            }
        } else {
            transpose(hidden, s.unit(step - 1, 0), s.hidden(), to);
        }
        transpose(x, s.feature(step, 0), s.features(), to + s.hidden());
    }

    /** A row of all steps' gate gradients, and its sum: a step's in lanes, the steps' in double precision. */
    private void gateRow(int row) {
        double sum = 0;
        int own = row * Lanes.COUNT;
        for (int i = 0; i < s.steps(); i++) {
            int at = s.gate(i, 0, row);
            System.arraycopy(gates, at, dGateRows, (row * s.steps() + i) * s.columns(), s.columns());
            FloatVector all = FloatVector.zero(Lanes.SPECIES);
            for (int n = 0; n < s.stride(); n += Lanes.COUNT) { // the padding holds zero
                all = all.add(FloatVector.fromArray(Lanes.SPECIES, gates, at + n));
            }
            all.intoArray(lanes, own);
            for (int lane = own; lane < own + Lanes.COUNT; lane++) {
                sum += lanes[lane];
            }
        }
        dBias[row] = (float) sum;
    }

    /** Rows of an activation to columns of {@code zColumns}, in blocks that stay in the first-level cache. */
    private void transpose(float[] from, int at, int rows, int to) {
        for (int block = 0; block < rows; block += 16) {
            int end = Math.min(rows, block + 16);
            for (int n = 0; n < s.columns(); n++) {
                for (int k = block; k < end; k++) {
                    zColumns[to + n * width + k] = from[at + k * s.stride() + n];
                }
            }
        }
    }
}

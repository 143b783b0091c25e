package dev.thresher.engine.backend.cpu;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * An LSTM layer. The input and the hidden state of the step before lie one below the other in z_t = [x_t; h_{t−1}], and the weights side
 * by side in P = [P_x P_h], so that a step is one product forward and one back, and dP one product over all steps.
 */
final class Lstm {
    private enum Kind { GATES, GATES_GRADIENT }

    private final Product product = new Product();
    private final Workers.Task units = this::units;
    private final Workers.Task arranging = this::arrange;

    private float[] p = new float[0];         // [4h, features + h]
    private float[] z = new float[0];         // [T, features + h, stride]
    private float[] dz = new float[0];        // [features + h, stride], of one step
    private float[] dc = new float[0];        // [h, stride]
    private float[] zColumns = new float[0];  // [T · columns, features + h]
    private float[] dGateRows = new float[0]; // [4h, T · columns]
    private float[] dp = new float[0];        // [4h, features + h]

    private Kind kind;
    private LstmShape s;
    private int width; // features + h
    private int t;
    private float[] gates;
    private float[] cells;
    private float[] hidden;
    private float[] dHidden;

    void forward(Workers workers, LstmShape shape, CpuTensor px, CpuTensor ph, CpuTensor bias, CpuTensor x, CpuTensor newGates,
                 CpuTensor newCells, CpuTensor newHidden) {
        begin(shape, newGates, newCells, newHidden);
        join(px.data(), ph.data());
        kind = Kind.GATES;
        int step = s.features() * s.stride();
        for (t = 0; t < s.steps(); t++) {
            int at = t * width * s.stride();
            System.arraycopy(x.data(), s.feature(t, 0), z, at, step);
            if (t == 0) {
                Arrays.fill(z, at + step, at + width * s.stride(), 0f);
            } else {
                System.arraycopy(hidden, s.unit(t - 1, 0), z, at + step, s.hidden() * s.stride());
            }
            product.multiply(workers, p, width, 1, z, at, s.stride(), bias.data(), gates, s.gate(t, 0, 0), s.stride(), s.gateRows(),
                    s.stride(), width);
            workers.run(units, s.hidden());
        }
    }

    void backward(Workers workers, LstmShape shape, CpuTensor px, CpuTensor ph, CpuTensor x, CpuTensor newGates, CpuTensor newCells,
                  CpuTensor newHidden, CpuTensor newDHidden, CpuTensor dpx, CpuTensor dph, CpuTensor dBias, CpuTensor dx) {
        begin(shape, newGates, newCells, newHidden);
        join(px.data(), ph.data());
        dHidden = newDHidden.data();
        kind = Kind.GATES_GRADIENT;
        Arrays.fill(dc, 0, s.hidden() * s.stride(), 0f);
        Arrays.fill(dz, 0, width * s.stride(), 0f);
        for (t = s.steps() - 1; t >= 0; t--) {
            workers.run(units, s.hidden());
            product.multiply(workers, p, 1, width, gates, s.gate(t, 0, 0), s.stride(), null, dz, 0, s.stride(), width, s.stride(),
                    s.gateRows());
            if (dx != null) {
                System.arraycopy(dz, 0, dx.data(), s.feature(t, 0), s.features() * s.stride());
            }
        }
        gatherInputs(x.data());
        workers.run(arranging, s.gateRows() + s.steps());
        int inner = s.steps() * s.columns();
        product.multiply(workers, dGateRows, inner, 1, zColumns, width, null, dp, width, s.gateRows(), width, inner);
        split(dpx.data(), dph.data());
        for (int row = 0; row < s.gateRows(); row++) {
            double sum = 0;
            for (int i = row * inner; i < (row + 1) * inner; i++) {
                sum += dGateRows[i];
            }
            dBias.data()[row] = (float) sum;
        }
    }

    private void begin(LstmShape shape, CpuTensor newGates, CpuTensor newCells, CpuTensor newHidden) {
        s = shape;
        gates = newGates.data();
        cells = newCells.data();
        hidden = newHidden.data();
        width = s.features() + s.hidden();
        p = room(p, s.gateRows() * width);
        dp = room(dp, s.gateRows() * width);
        z = room(z, s.steps() * width * s.stride());
        dz = room(dz, width * s.stride());
        dc = room(dc, s.hidden() * s.stride());
        zColumns = room(zColumns, s.steps() * s.columns() * width);
        dGateRows = room(dGateRows, s.gateRows() * s.steps() * s.columns());
    }

    private static float[] room(float[] had, int needed) {
        return had.length < needed ? new float[needed] : had;
    }

    private void join(float[] px, float[] ph) {
        for (int row = 0; row < s.gateRows(); row++) {
            System.arraycopy(px, row * s.features(), p, row * width, s.features());
            System.arraycopy(ph, row * s.hidden(), p, row * width + s.features(), s.hidden());
        }
    }

    private void split(float[] dpx, float[] dph) {
        for (int row = 0; row < s.gateRows(); row++) {
            System.arraycopy(dp, row * width, dpx, row * s.features(), s.features());
            System.arraycopy(dp, row * width + s.features(), dph, row * s.hidden(), s.hidden());
        }
    }

    /** z of every step anew: layers share this scratch, so what the forward pass left may be another layer's. */
    private void gatherInputs(float[] x) {
        int step = s.features() * s.stride();
        for (int i = 0; i < s.steps(); i++) {
            int at = i * width * s.stride();
            System.arraycopy(x, s.feature(i, 0), z, at, step);
            if (i == 0) {
                Arrays.fill(z, at + step, at + width * s.stride(), 0f);
            } else {
                System.arraycopy(hidden, s.unit(i - 1, 0), z, at + step, s.hidden() * s.stride());
            }
        }
    }

    /** For the product over all steps: a row of gate gradients side by side, or the columns of z of one step one below the other. */
    private void arrange(int piece) {
        int inner = s.steps() * s.columns();
        if (piece < s.gateRows()) {
            for (int i = 0; i < s.steps(); i++) {
                System.arraycopy(gates, s.gate(i, 0, piece), dGateRows, piece * inner + i * s.columns(), s.columns());
            }
            return;
        }
        int step = piece - s.gateRows();
        int from = step * width * s.stride();
        int to = step * s.columns() * width;
        for (int block = 0; block < width; block += 16) {
            int end = Math.min(width, block + 16);
            for (int n = 0; n < s.columns(); n++) {
                for (int k = block; k < end; k++) {
                    zColumns[to + n * width + k] = z[from + k * s.stride() + n];
                }
            }
        }
    }

    private void units(int j) {
        for (int n = 0; n < s.stride(); n += Lanes.COUNT) {
            if (kind == Kind.GATES) {
                gates(j, n);
            } else {
                gatesGradient(j, n);
            }
        }
    }

    private void gates(int j, int n) {
        FloatVector i = Sigmoid.of(load(gates, s.gate(t, 0, j) + n));
        FloatVector f = Sigmoid.of(load(gates, s.gate(t, 1, j) + n));
        FloatVector u = Sigmoid.tanh(load(gates, s.gate(t, 2, j) + n));
        FloatVector o = Sigmoid.of(load(gates, s.gate(t, 3, j) + n));
        FloatVector c = i.mul(u);
        if (t > 0) {
            c = f.fma(load(cells, s.unit(t - 1, j) + n), c);
        }
        i.intoArray(gates, s.gate(t, 0, j) + n);
        f.intoArray(gates, s.gate(t, 1, j) + n);
        u.intoArray(gates, s.gate(t, 2, j) + n);
        o.intoArray(gates, s.gate(t, 3, j) + n);
        c.intoArray(cells, s.unit(t, j) + n);
        o.mul(Sigmoid.tanh(c)).intoArray(hidden, s.unit(t, j) + n);
    }

    private void gatesGradient(int j, int n) {
        FloatVector i = load(gates, s.gate(t, 0, j) + n);
        FloatVector f = load(gates, s.gate(t, 1, j) + n);
        FloatVector u = load(gates, s.gate(t, 2, j) + n);
        FloatVector o = load(gates, s.gate(t, 3, j) + n);
        FloatVector tanh = Sigmoid.tanh(load(cells, s.unit(t, j) + n));
        FloatVector dh = load(dHidden, s.unit(t, j) + n).add(load(dz, (s.features() + j) * s.stride() + n));
        FloatVector d = dh.mul(o).mul(oneMinus(tanh.mul(tanh))).add(load(dc, j * s.stride() + n));
        d.mul(u).mul(i).mul(oneMinus(i)).intoArray(gates, s.gate(t, 0, j) + n);
        FloatVector before = t > 0 ? load(cells, s.unit(t - 1, j) + n) : FloatVector.zero(Lanes.SPECIES);
        d.mul(before).mul(f).mul(oneMinus(f)).intoArray(gates, s.gate(t, 1, j) + n);
        d.mul(i).mul(oneMinus(u.mul(u))).intoArray(gates, s.gate(t, 2, j) + n);
        dh.mul(tanh).mul(o).mul(oneMinus(o)).intoArray(gates, s.gate(t, 3, j) + n);
        d.mul(f).intoArray(dc, j * s.stride() + n);
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(Lanes.SPECIES, from, at);
    }

    private static FloatVector oneMinus(FloatVector x) {
        return FloatVector.broadcast(Lanes.SPECIES, 1f).sub(x);
    }
}

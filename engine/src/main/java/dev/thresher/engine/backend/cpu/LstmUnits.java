package dev.thresher.engine.backend.cpu;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * What an LSTM layer computes entry by entry in a step, in pieces of some units.
 *
 * <p>A piece goes through several short loops that are called through an interface. That keeps the compiler from making one method of
 * them: past some size it inlines no more, and every vector handed to a method that it left out becomes an object.
 */
final class LstmUnits implements Workers.Task {
    private static final int ENTRIES_A_PIECE = 1 << 10; // of each gate

    private final Workers.Task[] states = {this::sigmoids, this::candidates, this::cells, this::hidden};
    private final Workers.Task[] gradients = {this::cellFunctions, this::cellGradients, this::gateGradients};

    private float[] dc = new float[0];    // [h, stride]
    private float[] tanh = new float[0];  // of the cells, [h, stride]
    private float[] start = new float[0]; // the cells before the first step, all zero, [units of a piece, stride]

    private Workers.Task[] loops;
    private LstmShape s;
    private int unitsAPiece;
    private int t;
    private float[] gates;
    private float[] cells;
    private float[] hidden;
    private float[] dHidden;
    private float[] dz;

    void begin(LstmShape shape, CpuTensor newGates, CpuTensor newCells, CpuTensor newHidden) {
        s = shape;
        gates = newGates.data();
        cells = newCells.data();
        hidden = newHidden.data();
        unitsAPiece = Math.clamp(ENTRIES_A_PIECE / s.stride(), 1, s.hidden());
        start = Lstm.room(start, unitsAPiece * s.stride());
    }

    /** Gates, cells and hidden states of step {@code step}. */
    void states(Workers workers, int step) {
        run(workers, states, step);
    }

    /** @param newDz where h's gradient from the step after stands, [h, stride] */
    void beginGradients(CpuTensor newDHidden, float[] newDz) {
        dHidden = newDHidden.data();
        dz = newDz;
        dc = Lstm.room(dc, s.hidden() * s.stride());
        tanh = Lstm.room(tanh, s.hidden() * s.stride());
        Arrays.fill(dc, 0, s.hidden() * s.stride(), 0f);
    }

    /** The gates of step {@code step} become their gradients before the functions. */
    void gradients(Workers workers, int step) {
        run(workers, gradients, step);
    }

    private void run(Workers workers, Workers.Task[] newLoops, int step) {
        loops = newLoops;
        t = step;
        workers.run(this, Math.ceilDiv(s.hidden(), unitsAPiece));
    }

    @Override
    public void run(int piece) {
        for (Workers.Task loop : loops) {
            loop.run(piece);
        }
    }

    private int from(int piece) {
        return piece * unitsAPiece;
    }

    private int entries(int piece) {
        return (Math.min(from(piece) + unitsAPiece, s.hidden()) - from(piece)) * s.stride();
    }

    private float[] cellsBefore() {
        return t == 0 ? start : cells;
    }

    private int cellsBefore(int piece) {
        return t == 0 ? 0 : s.unit(t - 1, from(piece));
    }

    /** i, f, o ← σ(·). */
    private void sigmoids(int piece) {
        for (int gate = 0; gate < 4; gate++) {
            if (gate != 2) {
                Sigmoid.apply(gates, s.gate(t, gate, from(piece)), entries(piece));
            }
        }
    }

    /** u ← tanh(·). */
    private void candidates(int piece) {
        Sigmoid.applyTanh(gates, s.gate(t, 2, from(piece)), entries(piece));
    }

    /** c_t = f ⊙ c_{t−1} + i ⊙ u. */
    private void cells(int piece) {
        int i = s.gate(t, 0, from(piece));
        int f = s.gate(t, 1, from(piece));
        int u = s.gate(t, 2, from(piece));
        float[] before = cellsBefore();
        int beforeAt = cellsBefore(piece);
        int at = s.unit(t, from(piece));
        for (int n = 0; n < entries(piece); n += Lanes.COUNT) {
            FloatVector input = load(gates, i + n).mul(load(gates, u + n));
            load(gates, f + n).fma(load(before, beforeAt + n), input).intoArray(cells, at + n);
        }
    }

    /** h_t = o ⊙ tanh(c_t). */
    private void hidden(int piece) {
        int o = s.gate(t, 3, from(piece));
        int at = s.unit(t, from(piece));
        for (int n = 0; n < entries(piece); n += Lanes.COUNT) {
            load(gates, o + n).mul(Sigmoid.tanh(load(cells, at + n))).intoArray(hidden, at + n);
        }
    }

    /** tanh(c_t). */
    private void cellFunctions(int piece) {
        int own = from(piece) * s.stride();
        System.arraycopy(cells, s.unit(t, from(piece)), tanh, own, entries(piece));
        Sigmoid.applyTanh(tanh, own, entries(piece));
    }

    /** With dh = dHidden + dz: dc ← dc + dh ⊙ o ⊙ (1 − tanh²(c)), and o ← dh ⊙ tanh(c) ⊙ o ⊙ (1 − o). */
    private void cellGradients(int piece) {
        int output = s.gate(t, 3, from(piece));
        int at = s.unit(t, from(piece));
        int own = from(piece) * s.stride();
        for (int n = 0; n < entries(piece); n += Lanes.COUNT) {
            FloatVector o = load(gates, output + n);
            FloatVector c = load(tanh, own + n);
            FloatVector d = load(dHidden, at + n).add(load(dz, own + n)).mul(o);
            d.mul(oneMinus(c.mul(c))).add(load(dc, own + n)).intoArray(dc, own + n);
            d.mul(c).mul(oneMinus(o)).intoArray(gates, output + n);
        }
    }

    /** i ← dc ⊙ u ⊙ i ⊙ (1 − i), f ← dc ⊙ c_{t−1} ⊙ f ⊙ (1 − f), u ← dc ⊙ i ⊙ (1 − u²), and dc ← dc ⊙ f for the step before. */
    private void gateGradients(int piece) {
        int input = s.gate(t, 0, from(piece));
        int forget = s.gate(t, 1, from(piece));
        int candidate = s.gate(t, 2, from(piece));
        float[] before = cellsBefore();
        int beforeAt = cellsBefore(piece);
        int own = from(piece) * s.stride();
        for (int n = 0; n < entries(piece); n += Lanes.COUNT) {
            FloatVector d = load(dc, own + n);
            FloatVector i = load(gates, input + n);
            FloatVector f = load(gates, forget + n);
            FloatVector u = load(gates, candidate + n);
            FloatVector along = d.mul(i);
            along.mul(u).mul(oneMinus(i)).intoArray(gates, input + n);
            along.mul(oneMinus(u.mul(u))).intoArray(gates, candidate + n);
            FloatVector back = d.mul(f);
            back.intoArray(dc, own + n);
            back.mul(load(before, beforeAt + n)).mul(oneMinus(f)).intoArray(gates, forget + n);
        }
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(Lanes.SPECIES, from, at);
    }

    private static FloatVector oneMinus(FloatVector x) {
        return FloatVector.broadcast(Lanes.SPECIES, 1f).sub(x);
    }
}

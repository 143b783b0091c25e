package dev.thresher.engine.mask;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.SumResult;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import java.util.Arrays;
import java.util.List;

/**
 * A weight with its mask, Figure 1 of the paper: owns W ({@code c_o × z}) and, where the method trains them, the
 * thresholds t; makes P = W ⊙ M, counts what remains, and turns dP into dW and dt. How the mask comes about is the
 * method's; a layer sees only {@link #masked()} and {@link #gradient()}.
 */
public final class MaskedWeight {
    /** Thresholds of frozen masks: below and above any |W|, and so far away that no estimator reaches there. */
    private static final float KEPT = -2;
    private static final float MASKED = Float.MAX_VALUE;

    private final String layer;
    private final Backend backend;
    private final SparseMethod method;
    private final boolean resets;
    private final boolean maskable;
    private final Parameter weight;
    private final Parameter threshold; // null where the method trains none
    private final Tensor masked;       // P; W itself where nothing is ever masked
    private final MaskCount count;
    private final Tensor evaluationThreshold; // t for an evaluation, which never changes t itself
    private final MaskCount evaluationCount;
    private final MaskCount ahead;            // of looking ahead
    private final SumResult sparseLoss = new SumResult();
    private boolean freezing;    // from the next step's mask on
    private Tensor fixed;        // KEPT or MASKED for each entry while frozen, else null
    private Tensor fixedGradient;

    /**
     * How a masked weight and its parameters are called.
     *
     * @param layer its name in logs and charts: {@code fc1}, {@code lstm1.xi}
     * @param weight W's name where it is saved: {@code fc1.weight}
     * @param threshold t's name where it is saved: {@code fc1.threshold}
     */
    public record Names(String layer, String weight, String threshold) {
        /** Those of the only masked weight of a layer. */
        public static Names of(String layer) {
            return new Names(layer, layer + ".weight", layer + ".threshold");
        }

        /** Those that belong to a weight as it is saved: {@code fc1.weight}, {@code lstm1.weight_xi}. */
        public static Names ofSaved(String weight) {
            int at = weight.lastIndexOf(".weight");
            if (at < 0) {
                throw new IllegalArgumentException("'" + weight + "' is no weight's name");
            }
            String layer = weight.substring(0, at);
            String rest = weight.substring(at + ".weight".length()); // of an LSTM's gate: _xi
            return new Names(rest.isEmpty() ? layer : layer + "." + rest.substring(1), weight, layer + ".threshold" + rest);
        }
    }

    /**
     * The only masked weight of a layer.
     *
     * @param layer name of the layer it belongs to, the prefix of its parameters' names
     * @param shape as saved; rows · columns is its product
     */
    public MaskedWeight(Backend backend, SparseMethod method, String layer, int[] shape, int rows, int columns) {
        this(backend, method, Names.of(layer), shape, rows, columns, true);
    }

    /**
     * @param shape as saved; rows · columns is its product
     * @param resets whether the reset rule applies (it does everywhere but in an LSTM)
     */
    public MaskedWeight(Backend backend, SparseMethod method, Names names, int[] shape, int rows, int columns, boolean resets) {
        this(backend, method, names, shape, rows, columns, resets, true);
    }

    private MaskedWeight(Backend backend, SparseMethod method, Names names, int[] shape, int rows, int columns, boolean resets,
                         boolean maskable) {
        this.maskable = maskable;
        this.layer = names.layer();
        this.backend = backend;
        this.method = method;
        this.resets = resets;
        weight = Parameter.of(backend, names.weight(), ParameterKind.WEIGHT, shape, rows, columns);
        threshold = method.threshold(backend, names.threshold(), rows, columns);
        masked = method.masks() ? backend.matrix(rows, columns) : weight.value();
        count = new MaskCount(weight.value().size());
        evaluationThreshold = threshold == null ? null
                : backend.matrix(threshold.value().rows(), threshold.value().columns());
        evaluationCount = new MaskCount(weight.value().size());
        ahead = new MaskCount(weight.value().size());
    }

    /** A weight that stays dense whatever the method: P is W, and nothing that counts masks sees it. */
    public static MaskedWeight unmasked(Backend backend, String layer, int[] shape, int rows, int columns) {
        return new MaskedWeight(backend, new Dense(), Names.of(layer), shape, rows, columns, true, false);
    }

    /**
     * Whether masking this weight is up to the method; also true of the baseline, which leaves all alone. One for which it is false
     * takes no part in remaining ratios, logs and snapshots.
     */
    public boolean maskable() {
        return maskable;
    }

    public String layer() {
        return layer;
    }

    /** c_o: neurons or filters. */
    public int rows() {
        return weight.value().rows();
    }

    /** z: entries of a neuron or filter. */
    public int columns() {
        return weight.value().columns();
    }

    public Backend backend() {
        return backend;
    }

    /** W and its gradient. */
    public Parameter weight() {
        return weight;
    }

    /** t and its gradient; null where the method trains none. */
    public Parameter threshold() {
        return threshold;
    }

    /** P = W ⊙ M, as {@link #refresh()} left it. */
    public Tensor masked() {
        return masked;
    }

    /** Where the layer puts dP; {@link #backward()} makes it dW. */
    public Tensor gradient() {
        return weight.gradient();
    }

    /** What remained in the last step, and how often the thresholds were reset; valid after the backend's await. */
    public MaskCount count() {
        return count;
    }

    /** L_s of this weight at the last {@link #backward()}, without α; 0 where the method has none. */
    public double sparseLoss() {
        return sparseLoss.value();
    }

    /** For methods: where L_s is reported. */
    public SumResult sparseLossResult() {
        return sparseLoss;
    }

    /** Whether the reset rule applies. */
    public boolean resets() {
        return resets;
    }

    /** What remained in the last evaluation. */
    public MaskCount evaluationCount() {
        return evaluationCount;
    }

    /** Entries that left P since this object was made, whoever refreshed it; valid after the backend's await. */
    public long pruned() {
        return count.pruned() + evaluationCount.pruned() + ahead.pruned();
    }

    /** Entries that came into P since this object was made, whoever refreshed it; valid after the backend's await. */
    public long recovered() {
        return count.recovered() + evaluationCount.recovered() + ahead.recovered();
    }

    /**
     * Stops pruning, or goes on with it. Frozen, the masks stay those that the next {@link #refresh()} makes: P = W ⊙ M with that M at
     * every step, training and evaluation alike; the reset rule rests; {@link #backward()} gives dW = dP ⊙ M, without the structure
     * gradient, so a masked weight changes only by what its momentum has left in it and by weight decay. t gets no gradient; who
     * trains parameters leaves it alone. Unfrozen, masks come from W and t again, from the next refresh on. A weight without
     * thresholds is as it always is.
     */
    public void freeze(boolean on) {
        freezing = on && threshold != null && fixed == null;
        if (!on) {
            fixed = null;
            fixedGradient = null;
        }
    }

    /** Freezes this mask, row by row, at once: a run goes on with it. */
    public void freeze(boolean[] mask) {
        freezing = false;
        fixed = backend.matrix(rows(), columns());
        fixedGradient = backend.matrix(rows(), columns());
        float[] thresholds = new float[mask.length];
        for (int i = 0; i < mask.length; i++) {
            thresholds[i] = mask[i] ? KEPT : MASKED;
        }
        backend.upload(fixed, thresholds);
    }

    /** Whether the mask is fixed; not yet between the wish and the refresh that makes it. */
    public boolean frozen() {
        return fixed != null;
    }

    /** Makes the mask and P anew from W and t: before the forward product of every step. */
    public void refresh() {
        refresh(threshold == null ? null : threshold.value(), count);
        if (freezing) {
            freeze(mask());
        }
    }

    private void refresh(Tensor t, MaskCount into) {
        if (fixed != null) {
            backend.refreshMask(weight.value(), fixed, masked, -1, into);
        } else {
            method.refresh(this, t, into);
        }
    }

    /**
     * Makes the mask and P for an evaluation by the same rules, the reset rule included, but leaves t and the count of
     * resets alone: looking at a network must not change it.
     */
    public void refreshForEvaluation() {
        refreshAside(evaluationCount);
    }

    /**
     * Makes P as the next step will make it, so that {@link #pruned()} and {@link #recovered()} tell already what that changes. It
     * leaves t, the counts of steps and of evaluations alone.
     */
    public void lookAhead() {
        refreshAside(ahead);
    }

    private void refreshAside(MaskCount into) {
        if (threshold != null) {
            backend.copy(threshold.value(), evaluationThreshold);
        }
        refresh(evaluationThreshold, into);
    }

    /** Turns dP in {@link #gradient()} into dW, and gives t its gradient, that of α L_s included. */
    public void backward() {
        if (fixed != null) {
            backend.maskGradient(weight.value(), fixed, weight.gradient(), fixedGradient, StepEstimator.LONG_TAILED); // H is 0 out there
            method.sparseLoss(this);
        } else {
            method.backward(this);
        }
    }

    /** M as W and t make it now, without the reset rule, row by row, or as it was frozen; all true where nothing is ever masked. */
    public boolean[] mask() {
        boolean[] mask = new boolean[Math.toIntExact(weight.value().size())];
        if (threshold == null) {
            Arrays.fill(mask, true);
            return mask;
        }
        float[] w = backend.download(weight.value());
        float[] t = backend.download(fixed != null ? fixed : threshold.value());
        int columns = columns();
        for (int at = 0; at < mask.length; at++) {
            int ofT = t.length == mask.length ? at : t.length > 1 ? at / columns : 0;
            mask[at] = !(Math.abs(w[at]) - t[ofT] <= 0);
        }
        return mask;
    }

    public List<Parameter> parameters() {
        return threshold == null ? List.of(weight) : List.of(weight, threshold);
    }
}

package dev.thresher.engine.train;

import dev.thresher.datasets.Batch;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.LossResult;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.optimiser.Optimiser;
import java.util.function.LongFunction;

/**
 * One step of training, and the evaluation of one batch: masks, forward pass, loss, backward pass, update. Makes its
 * buffers once. Where the backend runs behind, the next step can be issued before the results of one are read, so that the device never
 * waits for the host.
 */
public final class TrainingStep {
    private final Backend backend;
    private final Network network;
    private final SparseMethod method;
    private final Optimiser optimiser;
    private final Tensor images;   // [C·H·W, batch]
    private final Tensor gradient; // [classes, batch]
    private final LossResult task = new LossResult();

    /**
     * @param optimiser null where nothing is trained
     * @param capacity greatest number of examples of a batch, evaluation included
     */
    public TrainingStep(Network network, SparseMethod method, Optimiser optimiser, int features, int classes, int capacity) {
        this.backend = network.backend();
        this.network = network;
        this.method = method;
        this.optimiser = optimiser;
        images = backend.activation(features, capacity);
        gradient = backend.activation(classes, capacity);
    }

    /**
     * Trains on one batch.
     *
     * @param step which training step of the run this is, from 1
     * @throws DivergedException where the loss is not finite; nothing was updated then
     */
    public void train(Batch batch, double learningRate, long step) {
        long fence = issue(batch, learningRate, step);
        if (backend.runsBehind()) {
            finish(fence, _ -> batch, step);
        }
    }

    /**
     * Begins to train on one batch, which may be filled again when this returns. What the step came to is known after
     * {@link #finish}; on a backend that computes while it is called it is all done here.
     *
     * @return a fence for {@link #finish}
     * @throws DivergedException where it is known already that the loss is not finite; nothing was updated then
     */
    public long issue(Batch batch, double learningRate, long step) {
        if (backend.runsBehind()) {
            issueGradients(batch, step);
        } else {
            gradients(batch, step);
        }
        optimiser.step(learningRate, step);
        if (!backend.runsBehind()) {
            backend.await();
        }
        return backend.fence();
    }

    /**
     * Waits for a step that was issued, after which {@link #task()} and {@link #loss()} tell of it.
     *
     * @param again the batch of a step once more, should it have to be looked into
     * @throws DivergedException where the loss is not finite; nothing was updated then, nor by steps issued since
     */
    public void finish(long fence, LongFunction<Batch> again, long step) {
        if (!backend.runsBehind()) {
            return;
        }
        backend.await(fence);
        if (Double.isFinite(loss())) {
            return;
        }
        backend.forget(); // a later step: what stands in the slots is to be recorded
        if (!Double.isFinite(task.sum())) {
            backend.load(again.apply(step), images); // the later step has filled the buffers since
            network.forward(images, step);
            throw diverged();
        }
        requireFiniteSparseLoss();
    }

    /** The gradients of a batch, without the update. @throws DivergedException where the loss is not finite */
    public void gradients(Batch batch, long step) {
        if (backend.runsBehind()) {
            issueGradients(batch, step);
            finish(backend.fence(), _ -> batch, step);
            return;
        }
        forward(batch, step);
        backend.await();
        if (!Double.isFinite(task.sum())) {
            throw diverged();
        }
        network.backward(gradient);
        backend.await();
        requireFiniteSparseLoss();
    }

    private void issueGradients(Batch batch, long step) {
        forward(batch, step);
        network.backward(gradient);
    }

    private void forward(Batch batch, long step) {
        network.refreshMasks();
        backend.load(batch, images);
        Tensor logits = network.forward(images, step);
        gradient.resize(batch.count());
        backend.softmaxCrossEntropy(logits, batch.labels(), gradient, task);
    }

    private void requireFiniteSparseLoss() {
        if (!Double.isFinite(loss())) {
            throw new DivergedException("the sparse loss is not finite, first seen in " + firstInfiniteSparseLoss());
        }
    }

    /** Thresholds so low that exp(−t) overflows are finite themselves: the layer is the one whose sum is not. */
    private String firstInfiniteSparseLoss() {
        return network.maskedWeights().stream().filter(w -> !Double.isFinite(w.sparseLoss())).findFirst()
                .map(w -> w.threshold().name()).orElse("the sum over all layers");
    }

    private DivergedException diverged() {
        String what = "the loss is " + (Double.isNaN(task.sum()) ? "not a number" : "infinite") + ", first seen in ";
        if (!backend.finite(images)) {
            return new DivergedException(what + "the images", "mend the data set: its values must be finite numbers");
        }
        return new DivergedException(what + network.firstNotFinite().orElse("the softmax cross-entropy"));
    }

    /** Loss and right answers of a batch with the masks as they are; see {@link #task()}. */
    public void evaluate(Batch batch) {
        await(issueEvaluation(batch));
    }

    /** Begins to evaluate a batch, which may be filled again when this returns. @return a fence for {@link #await} */
    long issueEvaluation(Batch batch) {
        backend.load(batch, images);
        Tensor logits = network.evaluate(images);
        backend.softmaxCrossEntropy(logits, batch.labels(), null, task);
        return backend.fence();
    }

    /** Waits for an evaluation that was issued, after which {@link #task()} tells of it. */
    void await(long fence) {
        backend.await(fence);
    }

    /** How many steps or evaluations may be issued before the first of them is waited for. */
    int ahead() {
        return backend.runsBehind() ? 2 : 1;
    }

    /** Task loss and right answers of the last batch. */
    public LossResult task() {
        return task;
    }

    /** Mean task loss + α L_s of the last batch trained on. */
    public double loss() {
        return task.mean() + method.alpha() * network.sparseLoss();
    }
}

package dev.thresher.engine.backend.cuda;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import jcuda.driver.CUresult;

/**
 * Products of matrices by cuBLAS where it was found faster than own kernels, and by these elsewhere: {@code docs/decisions/0016}. Each product is tried
 * when it is first asked for, on memory of its own, and what it came to is kept. A gradient over several steps is one sum that cuBLAS would need a call a step
 * for, so own kernels make it. What may go over the non-zeros of a masked weight is theirs as well: when it does, the device decides, and cuBLAS
 * cannot be told.
 */
final class CublasProducts implements SequenceProducts {
    private static final String CUBLAS = "cublas"; // a verdict
    private static final double MARGIN = 0.95; // of the own kernels' time, which winning takes

    private final DeviceLauncher device;
    private final Cublas cublas;
    private final CudaProducts own;
    private final KeptVerdicts verdicts; // null: cuBLAS makes all that it can
    private final Kernel spread;
    private final List<Choice> choices = new ArrayList<>(); // one a product that was seen
    private String trouble = "";

    /** What is multiplied, as it is called in the file of verdicts. */
    private enum Operation {
        FORWARD, FORWARD_WITH_BIAS, ADD, INPUT_GRADIENT, WEIGHT_GRADIENT;

        private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Who makes a product of {@code rows × depth} and {@code depth × columns}, {@code count} times. */
    private record Choice(Operation operation, int rows, int columns, int depth, int count, boolean byCublas) {
        boolean is(Operation what, int ofRows, int ofColumns, int ofDepth, int ofCount) {
            return operation == what && rows == ofRows && columns == ofColumns && depth == ofDepth && count == ofCount;
        }
    }

    /** @param verdicts null where cuBLAS is to make all that it can */
    CublasProducts(DeviceLauncher device, Cublas cublas, CudaProducts own, KeptVerdicts verdicts) {
        this.device = device;
        this.cublas = cublas;
        this.own = own;
        this.verdicts = verdicts;
        spread = device.kernel("elementwise", "spreadRows");
    }

    /** Why own kernels make what cuBLAS was meant to, in half a line; empty where they do not. */
    String trouble() {
        return trouble;
    }

    @Override
    public void sequence(int steps, CudaTensor p, CudaTensor bias, CudaTensor x, CudaTensor y) {
        if (sparse(p, false, steps, x.stride())) {
            own.sequence(steps, p, bias, x, y);
            return;
        }
        Operation operation = bias == null ? Operation.FORWARD : Operation.FORWARD_WITH_BIAS;
        Choice choice = known(operation, p.rows(), x.stride(), p.columns(), steps);
        if (choice == null) {
            choice = decide(operation, p.rows(), x.stride(), p.columns(), steps, y, to -> own.sequence(steps, p, bias, x, to),
                    to -> forward(steps, p, bias, x, to));
        }
        if (choice.byCublas) {
            forward(steps, p, bias, x, y);
        } else {
            own.sequence(steps, p, bias, x, y);
        }
    }

    private void forward(int steps, CudaTensor p, CudaTensor bias, CudaTensor x, CudaTensor y) {
        if (bias != null) {
            device.launch(spread, Grid.quads(y.stored()), 1, 1, Grid.BLOCK, 1, 0,
                    device.args().pointer(bias).pointer(y).int64(y.stored()).int32(p.rows()).int32(y.stride()));
        }
        int n = x.stride();
        cublas.multiply(false, false, p.rows(), n, p.columns(), p.address(), p.columns(), 0, x.address(), n, (long) p.columns() * n, y.address(), n,
                (long) p.rows() * n, steps, bias != null);
    }

    @Override
    public void accumulate(CudaTensor p, CudaTensor x, int xRow, CudaTensor y, int yRow) {
        if (sparse(p, false, 1, x.stride())) {
            own.accumulate(p, x, xRow, y, yRow);
            return;
        }
        Choice choice = known(Operation.ADD, p.rows(), x.stride(), p.columns(), 1);
        if (choice == null) {
            choice = decide(Operation.ADD, p.rows(), x.stride(), p.columns(), 1, rows(y, yRow, p.rows()), to -> own.accumulate(p, x, xRow, to, 0),
                    to -> add(p, x, xRow, to, 0));
        }
        if (choice.byCublas) {
            add(p, x, xRow, y, yRow);
        } else {
            own.accumulate(p, x, xRow, y, yRow);
        }
    }

    private void add(CudaTensor p, CudaTensor x, int xRow, CudaTensor y, int yRow) {
        int n = x.stride();
        cublas.multiply(false, false, p.rows(), n, p.columns(), p.address(), p.columns(), 0, row(x, xRow), n, 0, row(y, yRow), n, 0, 1, true);
    }

    @Override
    public void sequenceInputGradient(int steps, CudaTensor p, CudaTensor dy, CudaTensor dx) {
        if (sparse(p, true, steps, dy.stride())) {
            own.sequenceInputGradient(steps, p, dy, dx);
            return;
        }
        Choice choice = known(Operation.INPUT_GRADIENT, p.columns(), dy.stride(), p.rows(), steps);
        if (choice == null) {
            choice = decide(Operation.INPUT_GRADIENT, p.columns(), dy.stride(), p.rows(), steps, dx, to -> own.sequenceInputGradient(steps, p, dy, to),
                    to -> inputGradient(steps, p, dy, 0, to));
        }
        if (choice.byCublas) {
            inputGradient(steps, p, dy, 0, dx);
        } else {
            own.sequenceInputGradient(steps, p, dy, dx);
        }
    }

    @Override
    public void stepInputGradient(CudaTensor p, CudaTensor dy, int dyRow, CudaTensor dx) {
        if (sparse(p, true, 1, dy.stride())) {
            own.stepInputGradient(p, dy, dyRow, dx);
            return;
        }
        Choice choice = known(Operation.INPUT_GRADIENT, p.columns(), dy.stride(), p.rows(), 1);
        if (choice == null) {
            choice = decide(Operation.INPUT_GRADIENT, p.columns(), dy.stride(), p.rows(), 1, dx, to -> own.stepInputGradient(p, dy, dyRow, to),
                    to -> inputGradient(1, p, dy, dyRow, to));
        }
        if (choice.byCublas) {
            inputGradient(1, p, dy, dyRow, dx);
        } else {
            own.stepInputGradient(p, dy, dyRow, dx);
        }
    }

    private void inputGradient(int steps, CudaTensor p, CudaTensor dy, int dyRow, CudaTensor dx) {
        int n = dy.stride();
        cublas.multiply(true, false, p.columns(), n, p.rows(), p.address(), p.columns(), 0, row(dy, dyRow), n, (long) p.rows() * n, dx.address(), n,
                (long) p.columns() * n, steps, false);
    }

    @Override
    public void sequenceWeightGradient(int steps, int lag, CudaTensor dy, CudaTensor x, CudaTensor dp) {
        if (steps - lag != 1) {
            own.sequenceWeightGradient(steps, lag, dy, x, dp);
            return;
        }
        Choice choice = known(Operation.WEIGHT_GRADIENT, dp.rows(), dp.columns(), x.columns(), 1);
        if (choice == null) {
            choice = decide(Operation.WEIGHT_GRADIENT, dp.rows(), dp.columns(), x.columns(), 1, dp,
                    to -> own.sequenceWeightGradient(steps, lag, dy, x, to), to -> weightGradient(lag, dy, x, to));
        }
        if (choice.byCublas) {
            weightGradient(lag, dy, x, dp);
        } else {
            own.sequenceWeightGradient(steps, lag, dy, x, dp);
        }
    }

    /** Over the batch alone: what padding columns of X hold is nobody's business. */
    private void weightGradient(int lag, CudaTensor dy, CudaTensor x, CudaTensor dp) {
        cublas.multiply(false, true, dp.rows(), dp.columns(), x.columns(), row(dy, lag * dp.rows()), dy.stride(), 0, x.address(), x.stride(), 0, dp.address(),
                dp.columns(), 0, 1, false);
    }

    private boolean sparse(CudaTensor p, boolean ofTranspose, int steps, int stride) {
        return verdicts != null && own.overNonZeros(p, ofTranspose, steps, stride);
    }

    private static long row(CudaTensor tensor, int row) {
        return tensor.address() + 4L * row * tensor.stride();
    }

    private static CudaTensor rows(CudaTensor tensor, int first, int count) {
        return CudaTensor.activation(row(tensor, first), count, tensor.columns());
    }

    private Choice known(Operation operation, int rows, int columns, int depth, int count) {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).is(operation, rows, columns, depth, count)) {
                return choices.get(i);
            }
        }
        return null;
    }

    /**
     * @param like what the product is written to; it is not touched
     * @param byOwn makes the product somewhere else
     * @param byCublas the same
     */
    private Choice decide(Operation operation, int rows, int columns, int depth, int count, CudaTensor like, Consumer<CudaTensor> byOwn,
                          Consumer<CudaTensor> byCublas) {
        boolean won = false;
        try {
            String product = "%s %d×%d×%d×%d".formatted(operation.text, rows, depth, columns, count);
            String kept = verdicts == null ? CUBLAS : verdicts.of(product);
            won = kept == null ? tried(product, like, byOwn, byCublas) : kept.equals(CUBLAS) && works(like, byCublas);
        } catch (CublasError e) {
            note(e.reason());
        } catch (IOException e) {
            note(verdicts.trouble(e));
        } catch (CudaError e) {
            if (e.code() != CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
                throw e;
            }
            note("the device has no memory left for a trial");
        }
        Choice choice = new Choice(operation, rows, columns, depth, count, won);
        choices.add(choice);
        return choice;
    }

    /** The first is what people should know of. */
    private void note(String what) {
        trouble = trouble.isEmpty() ? what : trouble;
    }

    private boolean tried(String product, CudaTensor like, Consumer<CudaTensor> byOwn, Consumer<CudaTensor> byCublas) throws IOException {
        float[] took = new float[2];
        elsewhere(like, to -> {
            took[0] = device.milliseconds(() -> byOwn.accept(to));
            took[1] = device.milliseconds(() -> byCublas.accept(to));
        });
        return verdicts.keep(product, took[1] < MARGIN * took[0] ? CUBLAS : "own",
                String.format(Locale.ROOT, "own %.4f ms, cuBLAS %.4f ms", took[0], took[1])).equals(CUBLAS);
    }

    /** Whether it does what it is asked: else an error says why not. */
    private boolean works(CudaTensor like, Consumer<CudaTensor> byCublas) {
        elsewhere(like, to -> {
            byCublas.accept(to);
            device.finish();
        });
        return true;
    }

    /** Lends memory for a tensor like another. */
    private void elsewhere(CudaTensor like, Consumer<CudaTensor> use) {
        device.finish(); // what fails from here on is the trial
        long bytes = 4 * like.stored();
        DevicePointer lent = device.lend(bytes);
        try {
            use.accept(like.padded() ? CudaTensor.activation(lent.address(), like.rows(), like.columns())
                    : CudaTensor.matrix(lent.address(), like.rows(), like.columns()));
        } finally {
            device.giveBack(lent, bytes);
        }
    }
}

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Dense training steps of a network in libtorch through DJL, timed when a line of standard input asks for them: {@code dense SECONDS}. The
 * first line of output names the items. The learning rate is 0: the same arithmetic, and the same weights for every step.
 */
public final class LibtorchTurns {
    private static final int CLASSES = 10;
    private static final int[] VGG_16 = {64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512}; // 0 is a max pool

    private LibtorchTurns() {
    }

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        String network = args[0];
        boolean grey = network.startsWith("le") || network.startsWith("lstm");
        int batch = network.startsWith("lstm") ? 100 : 64;
        Optimizer optimiser = network.startsWith("lstm") ? Optimizer.adam().optLearningRateTracker(Tracker.fixed(0)).build()
                : Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0)).optMomentum(0.9f).optWeightDecays(grey ? 0 : 1e-4f).build();
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(optimiser)
                .optDevices(new Device[] {Device.cpu()});
        try (Model model = Model.newInstance(network, Device.cpu()); NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            model.setBlock(block(network));
            Shape shape = network.startsWith("lstm") ? new Shape(batch, 28, 28) : grey ? new Shape(batch, 1, 28, 28) : new Shape(batch, 3, 32, 32);
            NDArray images = manager.randomUniform(0, 1, shape);
            NDArray labels = manager.arange(0, batch).mod(CLASSES).toType(DataType.FLOAT32, false);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(shape);
                say("{\"items\": [\"dense\"], \"libtorch\": \"" + Engine.getInstance().getVersion() + "\"}");
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    double seconds = Double.parseDouble(line.strip().split("\\s+")[1]);
                    long start = System.nanoTime();
                    int calls = 0;
                    do {
                        step(manager, trainer, images, labels);
                        calls++;
                    } while (System.nanoTime() - start < seconds * 1e9);
                    say(String.format("{\"item\": \"dense\", \"calls\": %d, \"milliseconds\": %.6f}", calls, (System.nanoTime() - start) / 1e6 / calls));
                }
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void step(NDManager manager, Trainer trainer, NDArray images, NDArray labels) {
        try (NDManager of = manager.newSubManager()) {
            NDArray x = images.duplicate();
            NDArray y = labels.duplicate();
            x.attach(of);
            y.attach(of);
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDArray loss = trainer.getLoss().evaluate(new NDList(y), trainer.forward(new NDList(x)));
                gradients.backward(loss);
                if (!Float.isFinite(loss.getFloat())) {
                    throw new IllegalStateException("the loss is " + loss.getFloat());
                }
            }
            trainer.step();
        }
    }

    private static Block block(String network) {
        return switch (network) {
            case "lenet-300-100" -> new SequentialBlock().add(Blocks.batchFlattenBlock()).add(linear(300)).add(relu()).add(linear(100)).add(relu())
                    .add(linear(CLASSES));
            case "lenet-5-caffe" -> new SequentialBlock().add(convolution(20, 5, 1, 0, true)).add(relu()).add(halve()).add(convolution(50, 5, 1, 0, true)).add(relu())
                    .add(halve()).add(Blocks.batchFlattenBlock()).add(linear(500)).add(relu()).add(linear(CLASSES));
            case "lstm-a" -> lstm(128);
            case "lstm-b" -> lstm(256);
            case "vgg-16" -> vgg();
            case "wrn-16-8" -> wide(2, 8);
            default -> throw new IllegalArgumentException("no network '" + network + "'");
        };
    }

    private static Block vgg() {
        SequentialBlock net = new SequentialBlock();
        for (int width : VGG_16) {
            if (width == 0) {
                net.add(halve());
            } else {
                net.add(convolution(width, 3, 1, 1, false)).add(norm()).add(relu());
            }
        }
        return net.add(Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2))).add(Blocks.batchFlattenBlock()).add(linear(512)).add(norm()).add(relu())
                .add(linear(CLASSES));
    }

    private static Block wide(int blocks, int width) {
        SequentialBlock net = new SequentialBlock().add(convolution(16, 3, 1, 1, false));
        for (int group = 0; group < 3; group++) {
            for (int i = 0; i < blocks; i++) {
                residual(net, (16 << group) * width, group > 0 && i == 0 ? 2 : 1, i == 0);
            }
        }
        return net.add(norm()).add(relu()).add(Pool.globalAvgPool2dBlock()).add(Blocks.batchFlattenBlock()).add(linear(CLASSES));
    }

    /** Where the channels change both ways take the activated input, else the short way takes the input itself. */
    private static void residual(SequentialBlock net, int filters, int stride, boolean changes) {
        SequentialBlock branch = new SequentialBlock();
        SequentialBlock before = changes ? net : branch;
        before.add(norm()).add(relu());
        branch.add(convolution(filters, 3, stride, 1, false)).add(norm()).add(relu()).add(convolution(filters, 3, 1, 1, false));
        Block shortcut = changes ? convolution(filters, 1, stride, 0, false) : Blocks.identityBlock();
        net.add(new ParallelBlock(ways -> new NDList(ways.get(0).singletonOrThrow().add(ways.get(1).singletonOrThrow())), List.of(branch, shortcut)));
    }

    private static Block lstm(int hidden) {
        return new SequentialBlock().add(LSTM.builder().setStateSize(hidden).setNumLayers(2).optBatchFirst(true).optReturnState(false).build())
                .add(LambdaBlock.singleton(y -> y.get(":, -1, :"))).add(linear(CLASSES));
    }

    private static Block linear(int outputs) {
        return Linear.builder().setUnits(outputs).build();
    }

    private static Block convolution(int filters, int kernel, int stride, int padding, boolean bias) {
        return Conv2d.builder().setKernelShape(new Shape(kernel, kernel)).setFilters(filters).optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding)).optBias(bias).build();
    }

    private static Block norm() {
        return BatchNorm.builder().build();
    }

    private static Block relu() {
        return Activation.reluBlock();
    }

    private static Block halve() {
        return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
    }
}

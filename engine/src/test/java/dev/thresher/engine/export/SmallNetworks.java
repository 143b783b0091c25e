package dev.thresher.engine.export;

import dev.thresher.datasets.ImageShape;
import dev.thresher.engine.model.spec.LayerSpec;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.Operation.AveragePool;
import dev.thresher.engine.model.spec.Operation.BatchNorm;
import dev.thresher.engine.model.spec.Operation.Conv;
import dev.thresher.engine.model.spec.Operation.Linear;
import dev.thresher.engine.model.spec.Operation.MaxPool;
import java.util.ArrayList;
import java.util.List;

/** Networks of a few layers that between them have every operation, in places where an export can go wrong. */
enum SmallNetworks {
    /** Kernels, strides and paddings that differ by direction; a dropout in the middle and one at the end. */
    RECTANGULAR(new ImageShape(2, 9, 7)) {
        @Override
        void describe() {
            add("conv1", new Conv(4, 3, 2, 2, 1, 1, 0, true, true, Double.NaN));
            add("bn1", norm());
            add("relu1", new Operation.Relu());
            add("pool1", new MaxPool(3, 2, 1, 1, 1, 1));
            add("conv2", new Conv(3, 1, 2, 1, 2, 0, 1, false, false, Double.NaN));
            add("bn2", norm());
            add("pool2", new AveragePool(2, 3, 2, 1, 1, 1));
            add("flatten", new Operation.Flatten());
            add("drop1", new Operation.Dropout(0.5));
            add("fc1", linear(8));
            add("relu2", new Operation.Relu());
            add("fc2", linear(Operation.CLASSES));
            add("drop2", new Operation.Dropout(0.5));
        }
    },
    /**
     * Pre-activated blocks, one with a strided shortcut. Folding: bn0 goes into what follows it and bn2 into what precedes it; bn1 stays
     * behind a convolution that others take from too, bn3 and bn4 behind sums.
     */
    RESIDUAL(new ImageShape(3, 8, 8)) {
        @Override
        void describe() {
            add("bn0", norm());
            add("conv1", conv(4, 3, 1, 0));
            add("bn1", norm());
            add("relu1", new Operation.Relu());
            add("conv2", conv(6, 3, 2, 1));
            add("bn2", norm());
            add("relu2", new Operation.Relu());
            add("conv3", conv(6, 3, 1, 1));
            add("short", conv(6, 1, 2, 0), "relu1");
            add("other", conv(6, 1, 2, 0), "conv1");
            add("sum1", new Operation.Add(), "conv3", "short", "other");
            add("bn3", norm());
            add("relu3", new Operation.Relu());
            add("conv4", conv(6, 3, 1, 1));
            add("sum2", new Operation.Add(), "sum1", "conv4");
            add("bn4", norm());
            add("pool", new Operation.GlobalAveragePool());
            add("fc", linear(Operation.CLASSES));
        }
    },
    /** Batch norms of vectors, before, between and after linear layers, the last of them giving the logits. */
    VECTORS(new ImageShape(1, 3, 4)) {
        @Override
        void describe() {
            add("flatten", new Operation.Flatten());
            add("bn1", norm());
            add("fc1", linear(7));
            add("bn2", norm());
            add("fc2", new Linear(Operation.CLASSES, false, true, Double.NaN));
            add("bn3", norm());
        }
    },
    /** Convolutions with padding behind batch norms: their padding is not shifted, so these stay. */
    PADDED(new ImageShape(2, 4, 4)) {
        @Override
        void describe() {
            add("bn1", norm());
            add("conv1", conv(3, 3, 1, 1));
            add("relu1", new Operation.Relu());
            add("bn2", norm());
            add("conv2", new Conv(3, 1, 2, 1, 1, 0, 1, true, true, Double.NaN));
            add("flatten", new Operation.Flatten());
            add("fc", linear(Operation.CLASSES));
        }
    },
    /** Sequences: rows of an image, two layers, and the way on from the last step. */
    SEQUENCE(new ImageShape(1, 6, 5)) {
        @Override
        void describe() {
            add("lstm1", new Operation.Lstm(4));
            add("relu1", new Operation.Relu());
            add("lstm2", new Operation.Lstm(3));
            add("last", new Operation.LastStep());
            add("fc", new Linear(Operation.CLASSES, true, false, 0.1));
        }
    },
    /** All steps of a sequence as one vector, and the last row of the image itself. */
    STEPS(new ImageShape(1, 6, 5)) {
        @Override
        void describe() {
            add("lstm1", new Operation.Lstm(4));
            add("flatten", new Operation.Flatten());
            add("fc1", linear(7));
            add("last", new Operation.LastStep(), LayerSpec.IMAGES);
            add("fc2", linear(7));
            add("sum", new Operation.Add(), "fc1", "fc2");
            add("fc3", linear(Operation.CLASSES));
        }
    };

    private final ImageShape input;
    private final List<LayerSpec> layers = new ArrayList<>();

    SmallNetworks(ImageShape input) {
        this.input = input;
        describe();
    }

    abstract void describe();

    ImageShape input() {
        return input;
    }

    ModelSpec spec() {
        return new ModelSpec(name().toLowerCase(java.util.Locale.ROOT), null, layers);
    }

    void add(String name, Operation operation, String... inputs) {
        String before = layers.isEmpty() ? LayerSpec.IMAGES : layers.getLast().name();
        layers.add(new LayerSpec(name, inputs.length == 0 ? List.of(before) : List.of(inputs), operation));
    }

    static Operation linear(int outputs) {
        return new Linear(outputs, true, true, Double.NaN);
    }

    static Operation conv(int filters, int kernel, int stride, int padding) {
        return new Conv(filters, kernel, kernel, stride, stride, padding, padding, false, true, Double.NaN);
    }

    static Operation norm() {
        return new BatchNorm(0.1, 1e-3, 1);
    }
}

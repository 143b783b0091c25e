package dev.thresher.engine.model;

import static dev.thresher.engine.model.Sketch.conv;
import static dev.thresher.engine.model.Sketch.linear;
import static dev.thresher.engine.model.Sketch.maxPool;
import static dev.thresher.engine.model.Sketch.relu;

import dev.thresher.engine.experiment.ModelNames;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.Operation.Flatten;
import dev.thresher.engine.model.spec.Operation.LastStep;
import dev.thresher.engine.model.spec.Operation.Linear;
import dev.thresher.engine.model.spec.Operation.Lstm;

/** The networks of the paper's MNIST experiments. */
final class SmallNetworks {
    /** Initial weights of an LSTM's output layer are uniform in ± this. */
    private static final double OUTPUT_BOUND = 0.1;

    private SmallNetworks() {
    }

    /** LeCun et al. 1998: fully connected, 300 and 100 hidden neurons. */
    static ModelSpec lenet300() {
        Sketch net = new Sketch();
        net.add("flatten", new Flatten());
        net.add("fc1", linear(300));
        net.add("relu1", relu());
        net.add("fc2", linear(100));
        net.add("relu2", relu());
        net.add("fc3", linear(Operation.CLASSES));
        return net.named(ModelNames.LENET_300_100);
    }

    /** LeNet-5 with the widths of Caffe's example, each convolution followed by a ReLU as in the paper's published code. */
    static ModelSpec lenet5() {
        Sketch net = new Sketch();
        net.add("conv1", conv(20, 5));
        net.add("relu1", relu());
        net.add("pool1", maxPool());
        net.add("conv2", conv(50, 5));
        net.add("relu2", relu());
        net.add("pool2", maxPool());
        net.add("flatten", new Flatten());
        net.add("fc1", linear(500));
        net.add("relu3", relu());
        net.add("fc2", linear(Operation.CLASSES));
        return net.named(ModelNames.LENET_5_CAFFE);
    }

    /** Two LSTM layers over the rows of an image; the last step decides. The output layer stays dense. */
    static ModelSpec lstm(String name, int hidden) {
        Sketch net = new Sketch();
        net.add("lstm1.cell", new Lstm(hidden));
        net.add("lstm2.cell", new Lstm(hidden));
        net.add("last", new LastStep());
        net.add("fc", new Linear(Operation.CLASSES, true, false, OUTPUT_BOUND));
        return net.named(name);
    }
}

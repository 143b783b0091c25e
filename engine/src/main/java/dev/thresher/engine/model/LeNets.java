package dev.thresher.engine.model;

import dev.thresher.engine.model.spec.Chain;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;

/** The networks that the paper trains on MNIST. */
final class LeNets {
    private LeNets() {
    }

    static ModelSpec fullyConnected() {
        return new Chain().then("flatten", new Operation.Flatten())
                .then("fc1", Chain.linear(300)).then("relu1", new Operation.Relu())
                .then("fc2", Chain.linear(100)).then("relu2", new Operation.Relu())
                .then("fc3", Chain.linear(Operation.CLASSES)).as("lenet-300-100");
    }

    static ModelSpec caffe() {
        return new Chain()
                .then("conv1", Chain.conv(20, 5, 1, 0, true)).then("relu1", new Operation.Relu()).then("pool1", Chain.maxPool(2, 2, 0))
                .then("conv2", Chain.conv(50, 5, 1, 0, true)).then("relu2", new Operation.Relu()).then("pool2", Chain.maxPool(2, 2, 0))
                .then("flatten", new Operation.Flatten())
                .then("fc1", Chain.linear(500)).then("relu3", new Operation.Relu())
                .then("fc2", Chain.linear(Operation.CLASSES)).as("lenet-5-caffe");
    }

    /** Two layers of cells over the rows of an image; the output layer is not masked. */
    static ModelSpec lstm(String name, int hidden) {
        return new Chain().then("lstm1.cell", new Operation.Lstm(hidden)).then("lstm2.cell", new Operation.Lstm(hidden))
                .then("last", new Operation.LastStep())
                .then("fc", new Operation.Linear(Operation.CLASSES, true, false, 0.1)).as(name);
    }
}

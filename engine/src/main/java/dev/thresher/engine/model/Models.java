package dev.thresher.engine.model;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.ModelNames;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.spec.ModelJson;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ShapedModel;
import java.nio.file.Path;
import java.util.List;

/** The built-in networks, by name, and networks from descriptions. */
public final class Models {
    /**
     * A built-in network as lists show it.
     *
     * @param description one line
     * @param dataset name of the data set that its preset trains on
     */
    public record Listed(String name, String description, String dataset) {
    }

    private Models() {
    }

    /** The built-in networks that lists show. */
    public static List<Listed> listed() {
        return ModelNames.LISTED.stream().map(name -> new Listed(name, description(name), Presets.of(name).data().dataset())).toList();
    }

    private static String description(String name) {
        int[] wide = ModelNames.wide(name);
        if (wide != null) {
            return "WideResNet of depth " + wide[0] + ", " + wide[1] + " times as wide as a ResNet";
        }
        return switch (name) {
            case ModelNames.LENET_300_100 -> "fully connected, hidden layers of 300 and 100";
            case ModelNames.LENET_5_CAFFE -> "two convolutions and two fully connected layers";
            case ModelNames.LSTM_A -> "two LSTM layers of 128 over the rows of an image";
            case ModelNames.LSTM_B -> "two LSTM layers of 256 over the rows of an image";
            case "vgg-11", "vgg-13", "vgg-16", "vgg-19" -> "VGG with batch norm, " + (depth(name) - 3) + " convolutions, for small images";
            case "resnet-18", "resnet-34" -> "ResNet of depth " + depth(name) + " for large images";
            case "resnet-50" -> "ResNet of depth 50, of bottleneck blocks, for large images";
            default -> throw unknown(name);
        };
    }

    /** The description of a built-in network. @throws UserError for a name that is not known */
    public static ModelSpec spec(String name) {
        int[] wide = ModelNames.wide(name);
        if (wide != null) {
            return WideResNet.spec(wide[0], wide[1]);
        }
        return switch (name) {
            case ModelNames.LENET_300_100 -> SmallNetworks.lenet300();
            case ModelNames.LENET_5_CAFFE -> SmallNetworks.lenet5();
            case ModelNames.LSTM_A -> SmallNetworks.lstm(name, 128);
            case ModelNames.LSTM_B -> SmallNetworks.lstm(name, 256);
            case "vgg-11", "vgg-13", "vgg-16", "vgg-19" -> Vgg.spec(depth(name));
            case "resnet-18", "resnet-34", "resnet-50" -> ResNet.spec(depth(name));
            default -> throw unknown(name);
        };
    }

    /** The description of an experiment's network: that of its model file, or a built-in one. @throws UserError where either is faulty */
    public static ModelSpec spec(Experiment experiment) {
        return experiment.modelFile() == null ? spec(experiment.model()) : ModelJson.read(Path.of(experiment.modelFile()));
    }

    private static int depth(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private static UserError unknown(String name) {
        return new UserError("no model '" + name + "'; known: " + String.join(", ", ModelNames.LISTED) + " and any other wrn-D-K");
    }

    /**
     * Builds a network with parameters drawn from the seed, thresholds zero.
     *
     * @param capacity greatest number of examples of a batch
     * @throws UserError where the network does not fit images of this shape, that many classes, or a batch of that size
     */
    public static Network build(ModelSpec spec, Backend backend, SparseMethod method, ImageShape input, int classes, int capacity,
                                long seed) {
        return new Assembly(ShapedModel.of(spec, input, classes), backend, method, capacity, seed).build();
    }
}

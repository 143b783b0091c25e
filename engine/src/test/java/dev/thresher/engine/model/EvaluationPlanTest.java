package dev.thresher.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.backend.cpu.SimdBackend;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.layer.BatchNorm;
import dev.thresher.engine.layer.Dropout;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.layer.Pass;
import dev.thresher.engine.layer.Relu;
import dev.thresher.engine.mask.SparseMethod;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An evaluation gives what its layers give one after the other, whatever it computes in one go. */
class EvaluationPlanTest {
    private static final int BATCH = 5;

    @ParameterizedTest
    @ValueSource(strings = {"lenet-300-100", "lenet-5-caffe", "lstm-a", "vgg-11", "wrn-10-1", "resnet-18"})
    void asLayerByLayer(String model) {
        Stream.of(new EjmlBackend(), new SimdBackend(1), new SimdBackend(2)).forEach(backend -> {
            try (backend) {
                Network network = network(model, backend);
                network.refreshMasks();
                Tensor images = images(backend, shape(model));
                network.forward(images, 1); // running statistics unlike those at first
                float[] expected = backend.download(layerByLayer(network, images));
                float[] actual = backend.download(network.evaluate(images));
                assertThat(actual).as(backend.description()).isEqualTo(expected);
            }
        });
    }

    /** In an evaluation a dropout hands on what it was given, which is another tensor than in training. */
    @Test
    void batchNormBehindDropout() {
        try (Backend backend = new SimdBackend(1)) {
            Tensor images = images(backend, new ImageShape(3, 2, 2));
            Dropout dropout = new Dropout(backend, "dropout", 0.5, 1, 0, 12, BATCH);
            BatchNorm norm = new BatchNorm(backend, "norm", 3, 12, 0.1, 1e-5, 1, BATCH);
            Relu relu = Relu.over(norm, true, backend, "relu", 12, BATCH);
            Network network = new Network(backend, List.of(new Network.Node(dropout, List.of(Network.IMAGES)), new Network.Node(norm, List.of(0)),
                    new Network.Node(relu, List.of(1))), BATCH);
            network.forward(images, 1); // drops half of them
            float[] actual = backend.download(network.evaluate(images));
            assertThat(actual).isEqualTo(backend.download(layerByLayer(network, images)));
        }
    }

    private static ImageShape shape(String model) {
        return model.startsWith("l") ? new ImageShape(1, 28, 28) : new ImageShape(3, 32, 32);
    }

    private static Network network(String model, Backend backend) {
        return Models.build(Models.spec(model), backend, SparseMethod.of(Presets.of(model).method()), shape(model), 10, BATCH, 1);
    }

    private static Tensor images(Backend backend, ImageShape shape) {
        Batch batch = new Batch(shape.features(), BATCH);
        batch.reshape(shape.features(), BATCH);
        for (int f = 0; f < shape.features(); f++) {
            for (int n = 0; n < BATCH; n++) {
                batch.features()[f * batch.stride() + n] = (float) Randomness.uniform(3, Purpose.SYNTHESIS, f, n);
            }
        }
        Tensor images = backend.activation(shape.features(), BATCH);
        backend.load(batch, images);
        return images;
    }

    private static Tensor layerByLayer(Network network, Tensor images) {
        Pass pass = new Pass();
        pass.evaluate();
        List<Layer> layers = network.layers();
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).forward(network.input(i, images), pass);
        }
        return layers.getLast().output();
    }
}

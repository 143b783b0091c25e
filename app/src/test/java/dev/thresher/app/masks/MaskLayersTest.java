package dev.thresher.app.masks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.masks.MaskLayer.Kind;
import dev.thresher.datasets.ImageShape;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.mask.PackedMask;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.run.MaskSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers of built-in networks, as their snapshots and descriptions tell them. */
class MaskLayersTest {
    private static final ImageShape GREY = new ImageShape(1, 28, 28);

    private static List<MaskLayer> layers(String model, ImageShape images) {
        return MaskLayers.of(snapshot(model, images), Models.spec(model), images);
    }

    private static MaskSnapshot snapshot(String model, ImageShape images) {
        Network network = Models.build(Models.spec(model), new EjmlBackend(), SparseMethod.of(Experiment.standard().method()), images, 10, 1, 1);
        return MaskSnapshot.of(0, network.maskedWeights());
    }

    @Test
    void theFirstFullyConnectedLayerIsPictures() {
        List<MaskLayer> layers = layers("lenet-300-100", GREY);
        assertThat(layers).extracting(MaskLayer::name).containsExactly("fc1", "fc2", "fc3");
        assertThat(layers).extracting(MaskLayer::kind).containsExactly(Kind.PICTURES, Kind.MATRIX, Kind.MATRIX);
        assertThat(layers.getFirst().size()).isEqualTo("300 neurons × pictures of 28×28");
        assertThat(layers.getFirst().orientation()).isEmpty();
        assertThat(layers.getFirst().index(2 * 784 + 30)).isEqualTo("fc1.weight[2, 30]");
        assertThat(layers.getFirst().place(2 * 784 + 30)).isEqualTo("neuron 2, pixel row and column 1, 2");
        assertThat(layers.get(1).size()).isEqualTo("100 neurons × 300 inputs");
        assertThat(layers.get(1).pixels()).isNull();
    }

    @Test
    void convolutionsAreKernels() {
        List<MaskLayer> layers = layers("lenet-5-caffe", GREY);
        assertThat(layers).extracting(MaskLayer::kind).containsExactly(Kind.CONVOLUTION, Kind.CONVOLUTION, Kind.MATRIX, Kind.MATRIX);
        MaskLayer second = layers.get(1);
        assertThat(second.size()).isEqualTo("50 filters × 20 channels of 5×5");
        assertThat(second.orientation()).isEqualTo("filters across, channels down");
        assertThat(layers.get(2).orientation()).isEqualTo("neurons down, inputs across");
        int entry = ((3 * 20 + 7) * 5 + 1) * 5 + 2;
        assertThat(second.index(entry)).isEqualTo("conv2.weight[3, 7, 1, 2]");
        assertThat(second.place(entry)).isEqualTo("filter 3, channel 7, kernel row and column 1, 2");
    }

    @Test
    void gatesHaveTheirNames() {
        List<MaskLayer> layers = layers("lstm-a", GREY);
        assertThat(layers).hasSize(16);
        assertThat(layers.getFirst().name()).isEqualTo("lstm1.cell.xi");
        assertThat(layers.getFirst().role()).isEqualTo("input gate, from the input");
        assertThat(layers.getFirst().pixels()).isInstanceOf(PixelMap.Reach.Rows.class);
        MaskLayer recurrent = layers.stream().filter(layer -> layer.name().equals("lstm2.cell.hu")).findFirst().orElseThrow();
        assertThat(recurrent.role()).isEqualTo("candidate, recurrent");
        assertThat(recurrent.kind()).isEqualTo(Kind.GATE_RECURRENT);
        assertThat(recurrent.place(129)).isEqualTo("unit 1, from unit 1");
        assertThat(layers.stream().filter(layer -> layer.pixels() != null)).as("the second layer takes the first's states").hasSize(4);
    }

    @Test
    void withoutADescriptionMatricesAreLeft() {
        MaskSnapshot snapshot = snapshot("lenet-5-caffe", GREY);
        assertThat(MaskLayers.of(snapshot, null, null)).extracting(MaskLayer::kind).containsOnly(Kind.MATRIX);
        assertThat(MaskLayers.of(snapshot, Models.spec("lenet-5-caffe"), new ImageShape(1, 3, 3))).as("no such images")
                .extracting(MaskLayer::kind).containsExactly(Kind.CONVOLUTION, Kind.CONVOLUTION, Kind.MATRIX, Kind.MATRIX);
    }

    /** Against counting every connection of every place of the kernel. */
    @Test
    void pixelsCountTheirConnections() {
        MaskLayer first = layers("lenet-5-caffe", GREY).getFirst();
        boolean[] bits = new boolean[20 * 25];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = i % 3 == 0;
        }
        PackedMask mask = PackedMask.of(20, 25, bits);
        PixelMap map = PixelMap.of(mask, first.pixels());
        long[] expected = new long[784];
        for (int filter = 0; filter < 20; filter++) {
            for (int out = 0; out < 24 * 24; out++) {
                for (int tap = 0; tap < 25; tap++) {
                    expected[(out / 24 + tap / 5) * 28 + out % 24 + tap % 5] += bits[filter * 25 + tap] ? 1 : 0;
                }
            }
        }
        assertThat(map.connections()).isEqualTo(expected);
        MaskLayer linear = layers("lenet-300-100", GREY).getFirst();
        boolean[] one = new boolean[300 * 784];
        one[5] = true;
        one[784 + 5] = true;
        PixelMap flat = PixelMap.of(PackedMask.of(300, 784, one), linear.pixels());
        assertThat(flat.connections()[5]).isEqualTo(2);
        assertThat(flat.unconnected()).isEqualTo(783);
        assertThat(flat.most()).isEqualTo(2);
    }
}

package dev.thresher.engine.model.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes through a network, and what is said where two do not fit. */
class ShapedModelTest {
    private static final ImageShape COLOUR = new ImageShape(3, 8, 6);
    private static final ImageShape GREY = new ImageShape(1, 8, 6);

    @TempDir
    Path temp;

    private ModelSpec spec(String layers) throws IOException {
        return ModelJson.read(Files.writeString(temp.resolve("net.json"), ("{'layers': [" + layers + "]}").replace('\'', '"')));
    }

    @Test
    void images() throws IOException {
        ShapedModel model = ShapedModel.of(spec("""
                {'name': 'conv', 'type': 'conv', 'filters': 4, 'kernel': [3, 1], 'stride': [2, 1], 'padding': [1, 0]},
                {'name': 'bn', 'type': 'batch-norm'}, {'name': 'max', 'type': 'max-pool', 'kernel': 2},
                {'name': 'sum', 'type': 'add', 'inputs': ['max', 'max']}, {'name': 'global', 'type': 'global-average-pool'},
                {'name': 'fc', 'type': 'linear', 'outputs': 'classes'}"""), COLOUR, 7);
        assertThat(model.layers()).extracting(l -> l.output().toString()).containsExactly("4×4×6", "4×4×6", "4×2×3", "4×2×3", "4", "7");
        assertThat(model.layer("conv").window()).isEqualTo(new Window(3, 8, 6, 3, 1, 2, 1, 1, 0));
        assertThat(model.layer("global").window()).isEqualTo(new Window(4, 2, 3, 2, 3, 2, 3, 0, 0));
        assertThat(model.layer("bn").channels()).isEqualTo(4);
        for (String name : new String[] {"conv", "max"}) {
            Window window = model.layer(name).window();
            assertThat(model.layer(name).output()).isEqualTo(new Shape.Image(4, window.outHeight(), window.outWidth()));
        }
    }

    @Test
    void sequences() throws IOException {
        ShapedModel model = ShapedModel.of(spec("""
                {'name': 'one', 'type': 'lstm', 'hidden': 5}, {'name': 'drop', 'type': 'dropout'}, {'name': 'two', 'type': 'lstm', 'hidden': 4},
                {'name': 'last', 'type': 'last-step'}, {'name': 'bn', 'type': 'batch-norm'}, {'type': 'linear', 'outputs': 3}"""), GREY, 3);
        assertThat(model.layers()).extracting(l -> l.output().toString()).containsExactly("8 steps of 5", "8 steps of 5", "8 steps of 4",
                "4", "4", "3");
        assertThat(model.layer("one").sequence()).isEqualTo(new Shape.Sequence(8, 6));
        assertThat(model.layer("last").sequence()).isEqualTo(new Shape.Sequence(8, 4));
        assertThat(model.layer("bn").channels()).isEqualTo(4);
    }

    @Test
    void flattening() throws IOException {
        ModelSpec images = spec("{'type': 'flatten'}, {'type': 'linear', 'outputs': 'classes'}");
        assertThat(ShapedModel.of(images, COLOUR, 3).layers().getFirst().output()).isEqualTo(new Shape.Vector(144));
        ModelSpec steps = spec("{'type': 'lstm', 'hidden': 5}, {'type': 'flatten'}, {'type': 'linear', 'outputs': 'classes'}");
        assertThat(ShapedModel.of(steps, GREY, 3).layers().get(1).output()).isEqualTo(new Shape.Vector(40));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{'name': 'fc', 'type': 'linear', 'outputs': 3} | layer 'fc': takes a vector, but 'images' gives images of 3×8×6; put a flatten before it",
        "{'name': 'c', 'type': 'conv', 'filters': 3, 'kernel': 9} | layer 'c': its window of 9×9 is larger than the image of 8×6; choose a smaller kernel",
        "{'name': 'p', 'type': 'max-pool', 'kernel': 9, 'padding': 1} | layer 'p': its window of 9×9 is larger than the image of 8×6 with its padding of 1×1",
        "{'type': 'flatten'}, {'name': 'c', 'type': 'conv', 'filters': 3, 'kernel': 1} | layer 'c': takes images, but 'flatten1' gives a vector of 144",
        "{'type': 'flatten'}, {'name': 'c', 'type': 'global-average-pool'} | layer 'c': takes images, but 'flatten1' gives a vector of 144",
        "{'name': 'l', 'type': 'lstm', 'hidden': 3} | layer 'l': takes a sequence, or an image of one channel as the sequence of its rows, but 'images' gives images of 3×8×6",
        "{'type': 'flatten'}, {'name': 'l', 'type': 'last-step'} | layer 'l': takes a sequence, but 'flatten1' gives a vector of 144; put it after an lstm",
        "{'name': 'a', 'type': 'relu'}, {'name': 'b', 'type': 'max-pool', 'kernel': 2}, {'name': 's', 'type': 'add', 'inputs': ['a', 'b']} | layer 's': adds outputs of different shapes: 'a' 3×8×6, 'b' 3×4×3; bring them to one shape",
        "{'name': 'c', 'type': 'conv', 'filters': 3, 'kernel': 1} | layer 'c': is the last layer and gives images of 3×8×6, where a vector of 3 logits is expected; end with a linear",
        "{'type': 'flatten'}, {'name': 'fc', 'type': 'linear', 'outputs': 4} | layer 'fc': is the last layer and gives 4 logits, but the data set has 3 classes; give it 'outputs': 'classes'",
        "{'name': 'p', 'type': 'global-average-pool'} | layers: none of them can be trained; add a linear, conv or lstm",
        "{'name': 'big', 'type': 'conv', 'filters': 1000000, 'kernel': 1, 'padding': 100} | layer 'big': gives more numbers an example than can be held",
        "{'type': 'flatten'}, {'type': 'linear', 'outputs': 1000000}, {'name': 'fc', 'type': 'linear', 'outputs': 1000000}, {'type': 'linear', 'outputs': 3} | layer 'fc': has 1,000,000,000,000 weights, more than can be held",
        "{'name': 's', 'type': 'add', 'inputs': ['images', 'images']}, {'type': 'flatten'}, {'type': 'linear', 'outputs': 3} | layer 's': adds the images to themselves; name them once",
    })
    void whatDoesNotFit(String layers, String expected) throws IOException {
        ModelSpec spec = spec(layers);
        assertThatThrownBy(() -> ShapedModel.of(spec, COLOUR, 3)).isInstanceOf(UserError.class).hasMessageNotContaining("\n")
                .satisfies(e -> assertThat(e.getMessage().replace('"', '\'')).startsWith("model 'net': " + expected));
    }

    @Test
    void sequencesWhereImagesAreExpected() throws IOException {
        ModelSpec spec = spec("""
                {'name': 'l', 'type': 'lstm', 'hidden': 3}, {'name': 'bn', 'type': 'batch-norm'},
                {'name': 'fc', 'type': 'linear', 'outputs': 3, 'inputs': 'l'}, {'type': 'add', 'inputs': ['bn', 'fc']}""");
        assertThatThrownBy(() -> ShapedModel.of(spec, GREY, 3)).isInstanceOf(UserError.class)
                .hasMessage("model 'net': layer 'bn': takes images or a vector, but 'l' gives a sequence, 8 steps of 3; put it before the lstm "
                        + "or after a last-step; layer 'fc': takes a vector, but 'l' gives a sequence, 8 steps of 3; put a flatten or a last-step before it");
    }

    @Test
    void anotherInputThanTheDataSets() {
        ModelSpec spec = new ModelSpec("net", java.util.List.of(3, 32, 32), java.util.List.of());
        assertThatThrownBy(() -> ShapedModel.of(spec, GREY, 3)).isInstanceOf(UserError.class)
                .hasMessageStartingWith("model 'net' takes images of 3×32×32, but the data set has 1×8×6; ");
    }
}

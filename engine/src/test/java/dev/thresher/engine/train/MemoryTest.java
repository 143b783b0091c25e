package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.Variation;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.testing.Tiny;
import org.junit.jupiter.api.Test;

/** How much is asked for, and what is said where it is too much. */
class MemoryTest {
    private static int capacity(String model, ImageShape shape, int batch) {
        return Capacity.of(ShapedModel.of(Models.spec(model), shape, 10), batch);
    }

    @Test
    void onlySmallNetworksEvaluateMoreThanABatchAtATime() {
        ImageShape digits = new ImageShape(1, 28, 28);
        assertThat(capacity("lenet-300-100", digits, 64)).isEqualTo(256);
        assertThat(capacity("lenet-300-100", digits, 1000)).isEqualTo(1000);
        assertThat(capacity("vgg-16", new ImageShape(3, 32, 32), 64)).isEqualTo(64);
    }

    /** Examples that are never looked at. */
    private record Vast(int count) implements Examples {
        @Override
        public ImageShape shape() {
            return new ImageShape(1, 100, 1000);
        }

        @Override
        public int label(int index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void gather(int[] order, int from, int count, Normalisation normalisation, Variation variation, Batch target) {
            throw new UnsupportedOperationException();
        }
    }

    /** One batch of 20,000 would take 8 GB. */
    @Test
    void aBatchThatDoesNotFitTheHeapIsAMistakeOfTheUser() {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        org.junit.jupiter.api.Assumptions.assumeTrue(heap < 7_000, "this heap would take it");
        Experiment experiment = Tiny.experiment();
        Dataset dataset = new Dataset("vast", 3, new Vast(20_000), new Vast(0), Normalisation.none(1), Augmentation.NONE, "");
        assertThatThrownBy(() -> new Trainer(experiment.withData(experiment.data().withBatch(20_000)), dataset, null))
                .isInstanceOf(UserError.class).hasMessageContaining(String.format(java.util.Locale.ROOT,
                        "--batch: lenet-300-100 with batches of 20000 does not fit into the %,d MiB that the JVM's heap may take; lower --batch", heap));
    }
}

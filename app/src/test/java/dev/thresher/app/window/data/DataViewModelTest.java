package dev.thresher.app.window.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.window.NotedProblems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.DatasetStatus;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class DataViewModelTest {
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final NotedProblems problems = new NotedProblems();
    private final Shelf shelf = new Shelf();
    private final DataViewModel data =
            new DataViewModel(shelf, new WindowThreads(Runnable::run, background::add, Runnable::run), problems);

    private final class Shelf implements DataShelf {
        final Set<String> here = new HashSet<>();
        final List<Double> seen = new ArrayList<>();
        UserError refusal;

        @Override
        public List<DatasetStatus> status() {
            return DatasetCatalogue.known().stream().map(known -> new DatasetStatus(known,
                    here.contains(known.name()) ? Optional.of(Path.of(known.name())) : Optional.empty(), 0)).toList();
        }

        @Override
        public boolean bring(String name, Progress progress, BooleanSupplier cancelled) {
            for (int i = 0; i <= 4; i++) {
                if (cancelled.getAsBoolean()) {
                    return false;
                }
                progress.update(name, i, 4);
                seen.add(data.progress().get());
            }
            if (refusal != null) {
                throw refusal;
            }
            here.add(name);
            return true;
        }
    }

    private void work() {
        while (!background.isEmpty()) {
            background.remove().run();
        }
    }

    @Test
    void whatMustBeFetchedIsAbsentAndWhatIsDrawnOnDemandIsNot() {
        assertThat(data.absent()).as("before the first look nothing is known to be absent").isEmpty();
        data.refresh();
        work();
        assertThat(data.absent()).containsOnlyKeys("mnist", "fashion-mnist", "cifar-10", "cifar-100", "imagenet");
    }

    @Test
    void bringsADataSetAndLooksAgain() {
        data.refresh();
        work();
        data.bring("mnist");
        assertThat(data.busy().get()).isTrue();
        work();
        assertThat(shelf.seen).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0);
        assertThat(data.busy().get()).isFalse();
        assertThat(data.absent()).containsOnlyKeys("fashion-mnist", "cifar-10", "cifar-100", "imagenet");
    }

    @Test
    void cancellingLeavesItAbsentAndFree() {
        data.bring("mnist");
        data.cancel();
        work();
        assertThat(shelf.seen).isEmpty();
        assertThat(data.busy().get()).isFalse();
        assertThat(data.absent()).containsKey("mnist");
        data.bring("mnist");
        work();
        assertThat(data.absent()).doesNotContainKey("mnist");
    }

    @Test
    void aFailureIsTold() {
        shelf.refusal = new UserError("train-images: no mirror gave it; check the connection");
        data.bring("mnist");
        work();
        assertThat(problems.told).containsExactly("The data set could not be had: " + shelf.refusal.getMessage());
        assertThat(data.busy().get()).isFalse();
    }
}

package dev.thresher.app.given;

import dev.thresher.datasets.catalogue.DatasetCatalogue;
import java.util.Map;
import java.util.Optional;

/** Data sets that Thresher draws itself, each for a data set that has to be fetched: same shape, same number of classes. */
public final class StandIns {
    private static final Map<String, String> DRAWN = Map.of("mnist", "synth-digits", "cifar-10", "synth-colour");

    private StandIns() {
    }

    /** What can be trained on at once where {@code dataset} is absent; empty where nothing stands in for it. */
    public static Optional<String> of(String dataset) {
        return Optional.ofNullable(DRAWN.get(dataset))
                .filter(drawn -> DatasetCatalogue.known().stream().anyMatch(known -> known.name().equals(drawn)));
    }
}

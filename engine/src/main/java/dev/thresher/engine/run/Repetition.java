package dev.thresher.engine.run;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.PlannedChange;
import dev.thresher.engine.log.RunEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a recorded run is made again with the same bits: by its settings, and the changes it went through, each after the same step.
 *
 * @param run its folder
 * @param experiment its settings, in which every change is planned, whether it was planned in that run or made by hand
 * @param changedByHand whether there were changes that its own settings do not tell of
 * @param datasetChecksum {@code sha256:…} of the data that it was trained on
 */
public record Repetition(Path run, Experiment experiment, boolean changedByHand, String datasetChecksum) {
    /** @throws UserError where the folder holds no run, or its settings or events cannot be read */
    public static Repetition of(Path folder) {
        RunJson.Header header = RecordedRun.header(folder);
        List<PlannedChange> made = new ArrayList<>();
        new CsvTail(new LogCut(folder.resolve(RunFolder.EVENTS), Long.MAX_VALUE), Columns.EVENTS)
                .read(fields -> change(Columns.event(fields)).ifPresent(made::add));
        List<PlannedChange> notReached = new ArrayList<>(header.experiment().changes());
        boolean byHand = false;
        for (PlannedChange change : made) {
            byHand |= !notReached.remove(change);
        }
        made.addAll(notReached);
        return new Repetition(folder, header.experiment().withChanges(made), byHand, header.provenance().datasetChecksum());
    }

    /** The change of settings that an event tells of, if it does. */
    public static Optional<PlannedChange> change(RunEvent event) {
        return switch (event.kind()) {
            case ALPHA -> Optional.of(new PlannedChange(event.step(), PlannedChange.Kind.ALPHA, Columns.number(event.detail())));
            case LEARNING_RATE -> Optional.of(new PlannedChange(event.step(), PlannedChange.Kind.LEARNING_RATE, Columns.number(event.detail())));
            case FREEZE -> Optional.of(new PlannedChange(event.step(), PlannedChange.Kind.FREEZE, null));
            case UNFREEZE -> Optional.of(new PlannedChange(event.step(), PlannedChange.Kind.UNFREEZE, null));
            default -> Optional.empty();
        };
    }

    /** @throws UserError where other data would give other bits */
    public void checkData(Dataset dataset) {
        if (!datasetChecksum.equals(dataset.checksum())) {
            throw new UserError(run + ": was trained on other data than " + dataset.name() + " (" + datasetChecksum + ", not "
                    + dataset.checksum() + "); name the folder of its data, --data DIR");
        }
    }
}

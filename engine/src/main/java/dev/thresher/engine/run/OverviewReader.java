package dev.thresher.engine.run;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.log.StepLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a run folder at a glance: small files whole, of the steps only the last. */
final class OverviewReader {
    private OverviewReader() {
    }

    /** Whether a folder holds a run, or what is left of one. A run that is about to begin has no experiment yet. */
    static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(RunFolder.EXPERIMENT))
                || Files.isRegularFile(folder.resolve(RunFolder.STEPS)) && !RunLock.taken(folder);
    }

    /** Never throws for what is in the folder: what cannot be read is told as damage. */
    static RunOverview read(Path folder) {
        RunOverview run;
        try {
            run = read(folder, RecordedRun.header(folder));
        } catch (UserError e) {
            run = RunOverview.damaged(folder, e.getMessage());
        }
        try {
            return run.with(RunNotes.read(folder));
        } catch (UserError e) {
            return run.problem().isEmpty() ? run.as(run.state(), e.getMessage()) : run;
        }
    }

    private static RunOverview read(Path folder, RunJson.Header header) {
        boolean held = RunLock.taken(folder); // before the summary, which is written while the folder is still held
        RunOverview begun = new RunOverview(folder, held ? RunOverview.State.RUNNING : RunOverview.State.BROKEN_OFF, "", header.experiment(),
                started(header.provenance().started()), 0, header.provenance().plannedSteps(), 0, Double.NaN, Double.NaN, 0, Double.NaN,
                Map.of(), Double.NaN, RunNotes.NONE);
        try {
            Path summary = folder.resolve(RunFolder.SUMMARY);
            return !held && Files.isRegularFile(summary) ? ended(begun, RunJson.read(summary, Summary.class), epochs(folder, header))
                    : logged(begun, epochs(folder, header), LastRow.of(folder.resolve(RunFolder.STEPS)), header.provenance().layers());
        } catch (UserError e) {
            return begun.as(RunOverview.State.DAMAGED, e.getMessage());
        }
    }

    private static OffsetDateTime started(String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static List<EpochRow> epochs(Path folder, RunJson.Header header) {
        List<EpochRow> rows = new ArrayList<>();
        new CsvTail(new LogCut(folder.resolve(RunFolder.EPOCHS), Long.MAX_VALUE), Columns.epochs(header.provenance().layers()))
                .read(fields -> rows.add(Columns.epoch(fields)));
        return rows;
    }

    private static RunOverview ended(RunOverview run, Summary s, List<EpochRow> epochs) {
        RunOverview.State state = s.state() == RunState.FINISHED ? RunOverview.State.FINISHED
                : s.state() == RunState.FAILED ? RunOverview.State.FAILED : RunOverview.State.STOPPED;
        return new RunOverview(run.folder(), state, s.message() == null ? "" : s.message(), run.experiment(), run.started(), s.steps(),
                run.plannedSteps(), epochs.size(), known(s.testAccuracyLast()), known(s.testAccuracyBest()),
                s.bestEpoch() == null ? 0 : s.bestEpoch(), s.modelRemaining(), s.layerRemaining() == null ? Map.of() : s.layerRemaining(),
                s.seconds(), RunNotes.NONE);
    }

    private static double known(Double value) {
        return value == null ? Double.NaN : value;
    }

    private static RunOverview logged(RunOverview run, List<EpochRow> epochs, LastRow last, List<String> layers) {
        Scores scores = Scores.NONE;
        for (EpochRow row : epochs) {
            scores = scores.with(row.testAccuracy(), row.epoch(), row.step());
        }
        Map<String, Double> remaining = new LinkedHashMap<>();
        layers.forEach(layer -> remaining.put(layer, last.number(StepLog.remaining(layer))));
        double seconds = epochs.isEmpty() ? Double.NaN : epochs.getLast().seconds();
        double steps = last.number("step");
        return new RunOverview(run.folder(), run.state(), "", run.experiment(), run.started(), Double.isNaN(steps) ? 0 : (int) steps,
                run.plannedSteps(), epochs.size(), scores.last(), scores.best(), scores.bestEpoch(), last.number(StepLog.MODEL_REMAINING),
                remaining, seconds, RunNotes.NONE);
    }
}

package dev.thresher.app.cli;

import dev.thresher.app.cli.Interrupts.Watch;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.PlannedChange;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.Repetition;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.train.Backends;
import dev.thresher.engine.train.Trainer;
import dev.thresher.engine.train.TrainingData;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Trains one experiment in the terminal, from the data set to the figures. */
final class Training {
    /**
     * What is wanted besides the training.
     *
     * @param out the run folder, or null for a fresh one under {@code runs}
     * @param weights file for the final parameters, or null
     * @param json whether standard output ends with the result as one JSON object, and holds nothing else
     * @param quiet whether to say nothing but errors and the result
     * @param figures whether to draw the two charts into the run folder
     */
    record Wishes(Path out, Path weights, boolean json, boolean quiet, boolean figures) {
        static Wishes withFigures() {
            return new Wishes(null, null, false, false, true);
        }
    }

    private final Surroundings surroundings;
    private final Wishes wishes;
    private final PrintStream remarks;

    Training(Surroundings surroundings, Wishes wishes) {
        this.surroundings = surroundings;
        this.wishes = wishes;
        this.remarks = wishes.quiet() ? new PrintStream(PrintStream.nullOutputStream()) : surroundings.err();
    }

    /**
     * Runs it to its end, or to the user's Ctrl-C; either way the run folder is complete.
     *
     * @param remark what is to be said first, once the experiment can begin; empty for nothing
     * @return the exit code
     * @throws UserError where the experiment cannot begin; then nothing is left behind
     */
    int run(Experiment experiment, DataFolders folders, String remark) {
        Complaints.check(experiment);
        if (wishes.weights() != null) {
            WritableFile.check(wishes.weights());
        }
        return run(experiment, load(experiment, folders), remark);
    }

    /**
     * Trains a recorded run once more, with its settings and every change that it went through, so that it has the same bits.
     *
     * @param data where to look for its data first; null for where it did
     * @return the exit code
     * @throws UserError where it cannot be repeated; then nothing is left behind
     */
    int repeat(Path recorded, Path data) {
        Repetition repetition = Repetition.of(recorded);
        Complaints.check(repetition.experiment());
        if (wishes.weights() != null) {
            WritableFile.check(wishes.weights());
        }
        Dataset dataset = RunData.load(repetition.experiment(), surroundings, data);
        repetition.checkData(dataset);
        return run(repetition.experiment(), dataset, "Repeating " + recorded + (repetition.experiment().changes().isEmpty() ? "."
                : ", with its changes: " + PlannedChange.text(repetition.experiment().changes()) + "."));
    }

    private int run(Experiment experiment, Dataset dataset, String remark) {
        RunFolder folder = RunFolder.create(runFolder(experiment), experiment, dataset.checksum());
        try (Trainer trainer = new Trainer(experiment, dataset, folder);
             Watch _ = surroundings.interrupts().watch(trainer::stop)) {
            if (!remark.isEmpty()) {
                remarks.println(remark);
            }
            return run(experiment, dataset, folder.path(), trainer);
        }
    }

    /**
     * Goes on with a recorded run to its end, or to the user's Ctrl-C.
     *
     * @param data where to look for its data first; null for where it did
     * @param epochs how many it is to become; null for as many as planned
     * @param device where to compute; null for where it did
     * @return the exit code
     * @throws UserError where it cannot go on; then nothing in its folder was changed
     */
    int resume(Path folder, Path data, Integer epochs, Device device) {
        if (wishes.weights() != null) {
            WritableFile.check(wishes.weights());
        }
        Dataset dataset = RunData.load(RecordedRun.origin(folder).experiment(), surroundings, data);
        try (Trainer trainer = Trainer.resume(folder, dataset, epochs, device);
             Watch _ = surroundings.interrupts().watch(trainer::stop)) {
            remarks.println("Going on after step " + Texts.count(trainer.step()) + " of " + Texts.count(trainer.totalSteps()) + ".");
            return run(trainer.log().experiment(), dataset, folder, trainer);
        }
    }

    private int run(Experiment experiment, Dataset dataset, Path folder, Trainer trainer) {
        remarks.println(Announcement.of(experiment, dataset, trainer.device(), folder));
        String slower = Backends.remark(experiment.execution());
        if (!slower.isEmpty()) {
            remarks.println(slower);
        }
        if (!dataset.test().note().isEmpty()) {
            remarks.println(dataset.test().note() + ".");
        }
        Summary summary;
        try (TrainingDisplay _ = TrainingDisplay.of(trainer, surroundings, wishes.quiet())) {
            summary = trainer.run();
        }
        if (summary.state() == RunState.FAILED) {
            return Cli.refuse(surroundings.err(), summary.message() + "; what was recorded until then is in " + folder);
        }
        if (wishes.weights() != null) {
            trainer.saveWeights(wishes.weights());
        }
        if (wishes.figures()) {
            remarks.println("Figures: " + Figures.write(trainer.log(), folder));
        }
        tellSkipped(trainer);
        report(summary, folder);
        if (summary.state() == RunState.STOPPED) {
            surroundings.err().println("Stopped after step " + Texts.count(summary.steps()) + "; the run folder is complete: " + folder);
            return Cli.INTERRUPTED;
        }
        return Cli.OK;
    }

    private void tellSkipped(Trainer trainer) {
        List<String> skipped = trainer.log().events().all().stream().filter(event -> event.kind() == RunEvent.Kind.SKIPPED)
                .map(RunEvent::detail).toList();
        if (!skipped.isEmpty()) {
            remarks.println(Texts.count(skipped.size()) + (skipped.size() == 1 ? " damaged picture was" : " damaged pictures were")
                    + " left out, the first " + skipped.getFirst() + "; events.csv names all");
        }
    }

    private void report(Summary summary, Path folder) {
        if (wishes.json()) {
            surroundings.out().println(ResultLine.of(summary));
        } else if (wishes.quiet()) {
            surroundings.out().println(folder);
        } else {
            surroundings.out().print(SummaryTable.of(summary, folder));
        }
    }

    private Dataset load(Experiment experiment, DataFolders folders) {
        try (Bars bars = Bars.on(surroundings, wishes.quiet())) {
            return TrainingData.load(experiment.data(), folders, bars);
        }
    }

    private Path runFolder(Experiment experiment) {
        return wishes.out() != null ? wishes.out() : RunFolder.freshName(surroundings.resolve(Path.of("runs")), experiment);
    }
}

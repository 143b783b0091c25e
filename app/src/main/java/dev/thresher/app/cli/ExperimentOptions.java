package dev.thresher.app.cli;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.Presets;
import java.nio.file.Path;
import java.util.function.BiFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The settings of an experiment as options. What is not given is null, and leaves the value of the network's preset. */
final class ExperimentOptions {
    @Parameters(paramLabel = "MODEL", arity = "0..1",
            description = "The network; 'thresher models' lists them. It decides what else is usual: data set, batch, α, optimiser, "
                    + "schedule, epochs. Default: ${default.model}")
    private String model;

    @Option(names = "--model-file", paramLabel = "FILE",
            description = "Train the network that this JSON file describes, in place of MODEL; the run is named after the file")
    private Path modelFile;

    @ArgGroup(validate = false, heading = "%nData:%n", order = 1)
    private DataOptions data = new DataOptions();

    @ArgGroup(validate = false, heading = "%nMethod:%n", order = 2)
    private MethodOptions method = new MethodOptions();

    @ArgGroup(validate = false, heading = "%nOptimiser:%n", order = 3)
    private OptimiserOptions optimiser = new OptimiserOptions();

    @ArgGroup(validate = false, heading = "%nLearning rate over the run:%n", order = 4)
    private ScheduleOptions schedule = new ScheduleOptions();

    @ArgGroup(validate = false, heading = "%nTraining:%n", order = 5)
    private TrainingOptions training = new TrainingOptions();

    /** What was asked for, and a line on the data set where none was named; else empty. */
    record Asked(Experiment experiment, String remark) {
    }

    /** The folder of {@code --data}, or null. */
    Path dataFolder() {
        return data.folder();
    }

    /**
     * The network's preset with what was given; its values are not checked yet.
     *
     * @throws UserError where options contradict each other, or no data set is named and none can be taken
     */
    Asked experiment(Surroundings surroundings, DataFolders folders) {
        Experiment e = network(surroundings);
        e = e.withMethod(method.over(e.method()));
        e = e.withOptimiser(optimiser.over(e.optimiser()));
        e = e.withSchedule(schedule.over(e.schedule()));
        e = training.over(e, surroundings);
        e = e.withData(data.over(e.data(), surroundings));
        if (data.namesData()) {
            return new Asked(e, "");
        }
        // A wrong setting is to be told before an absent data set: it may be the network's name that is wrong.
        Complaints.check(e);
        DataChoice choice = DataChoice.of(e.data().dataset(), folders);
        return new Asked(e.withData(e.data().withDataset(choice.name())), choice.remark());
    }

    private Experiment network(Surroundings surroundings) {
        if (modelFile == null) {
            return model == null ? Experiment.standard() : Presets.of(model);
        }
        if (model != null) {
            throw new UserError("--model-file: the network is also named as " + model + "; give one of the two");
        }
        return Presets.of(Words.stem(modelFile)).withModelFile(surroundings.resolve(modelFile).toString());
    }

    /** {@code base}, changed by {@code value} where that was given. */
    static <T, V> T with(T base, V value, BiFunction<T, V, T> change) {
        return value == null ? base : change.apply(base, value);
    }
}

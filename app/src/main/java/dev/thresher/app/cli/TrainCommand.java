package dev.thresher.app.cli;

import dev.thresher.datasets.catalogue.DataFolders;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "train", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"Train a network and record the run in a folder: settings, every step, every epoch, the result.",
            "Progress goes to standard error, the result to standard output."},
        footerHeading = "%nExamples:%n",
        footer = {"  thresher train lenet-300-100 --dataset mnist --alpha 5e-4 --epochs 20",
            "  thresher train vgg-16 --augment pad-crop-flip --lr-decay 60,90 --epochs 120",
            "  thresher train lenet-300-100 --method dense --seed 2 --out runs/dense-2",
            "  thresher train lenet-300-100 --steps 500 --quiet --json > result.json"})
final class TrainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ExperimentOptions options = new ExperimentOptions();

    @ArgGroup(validate = false, heading = "%nResult:%n", order = 6)
    private ResultOptions result = new ResultOptions();

    static final class ResultOptions {
        @Option(names = "--out", paramLabel = "DIR",
                description = "The run folder; it must be new or empty. Default: a fresh name in the folder 'runs'")
        private Path out;

        @Option(names = "--save-weights", paramLabel = "FILE", description = "Write the final parameters as safetensors")
        private Path weights;

        @Option(names = "--figures", description = "Draw the two charts as SVG, PDF and PNG into DIR/figures")
        private boolean figures;

        @Option(names = "--json", description = "End standard output with the result as one JSON object on one line")
        private boolean json;

        @Option(names = "--quiet", description = "No progress and no remarks; without --json only the run folder's path is printed")
        private boolean quiet;
    }

    TrainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        DataFolders folders = surroundings.dataFolders(options.dataFolder());
        ExperimentOptions.Asked asked = options.experiment(surroundings, folders);
        Training.Wishes wishes = new Training.Wishes(resolve(result.out), resolve(result.weights), result.json, result.quiet, result.figures);
        return new Training(surroundings, wishes).run(asked.experiment(), folders, asked.remark());
    }

    private Path resolve(Path given) {
        return given == null ? null : surroundings.resolve(given);
    }
}

package dev.thresher.app.cli;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Device;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

@Command(name = "train", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"Train a network and record the run in a folder: settings, every step, every epoch, the result.",
            "Progress goes to standard error, the result to standard output."},
        footerHeading = "%nExamples:%n",
        footer = {"  thresher train lenet-300-100 --dataset mnist --alpha 5e-4 --epochs 20",
            "  thresher train vgg-16 --augment pad-crop-flip --lr-decay 60,90 --epochs 120",
            "  thresher train lenet-300-100 --method dense --seed 2 --out runs/dense-2",
            "  thresher train lenet-300-100 --steps 500 --quiet --json > result.json",
            "  thresher train --change learning-rate=1e-3@10000,freeze@15000",
            "  thresher train --resume runs/NAME", "  thresher train --repeat runs/NAME"})
final class TrainCommand implements Callable<Integer> {
    /** Options that go with --resume. */
    private static final Set<String> WITH_RESUME =
            Set.of("--resume", "--epochs", "--device", "--data", "--save-weights", "--figures", "--json", "--quiet");

    /** Options that go with --repeat. */
    private static final Set<String> WITH_REPEAT =
            Set.of("--repeat", "--out", "--data", "--save-weights", "--figures", "--json", "--quiet");

    private final Surroundings surroundings;

    @Mixin
    private ExperimentOptions options = new ExperimentOptions();

    @ArgGroup(validate = false, heading = "%nResult:%n", order = 6)
    private ResultOptions result = new ResultOptions();

    @Option(names = "--resume", paramLabel = "RUN", order = 0,
            description = {"Go on with a run that was stopped or killed, from its last checkpoint, bit by bit as if nothing had been. It keeps its "
                + "settings; only --epochs may be given, and be larger, and another --device, on which rounding differs"})
    private Path resume;

    @Option(names = "--repeat", paramLabel = "RUN", order = 0,
            description = {"Train a recorded run once more, in a folder of its own, with the same settings and every change that was made while it "
                + "went on, at the same steps: bit by bit the same"})
    private Path repeat;

    @Spec
    private CommandSpec spec;

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
        Training.Wishes wishes = new Training.Wishes(resolve(result.out), resolve(result.weights), result.json, result.quiet, result.figures);
        if (resume != null && repeat != null) {
            throw new UserError("--repeat: the run is also to be resumed; give one of --resume and --repeat");
        }
        if (repeat != null) {
            refuseOthers(WITH_REPEAT, "a repeated run");
            return new Training(surroundings, wishes).repeat(surroundings.resolve(repeat), options.dataFolder());
        }
        if (resume != null) {
            return new Training(surroundings, wishes).resume(surroundings.resolve(resume), options.dataFolder(), epochsOfResumed(), deviceOfResumed());
        }
        DataFolders folders = surroundings.dataFolders(options.dataFolder());
        ExperimentOptions.Asked asked = options.experiment(surroundings, folders);
        return new Training(surroundings, wishes).run(asked.experiment(), folders, asked.remark());
    }

    private Integer epochsOfResumed() {
        refuseOthers(WITH_RESUME, "a resumed run");
        return spec.commandLine().getParseResult().matchedOptionValue("--epochs", null);
    }

    /** @throws UserError where a setting is given that a run has already */
    private void refuseOthers(Set<String> allowed, String run) {
        ParseResult parsed = spec.commandLine().getParseResult();
        if (!parsed.matchedPositionals().isEmpty()) {
            throw new UserError("MODEL: " + run + " has its own; leave it out");
        }
        for (OptionSpec option : parsed.matchedOptions()) {
            if (!allowed.contains(option.longestName())) {
                throw new UserError(option.longestName() + ": " + run + " keeps its settings; leave it out");
            }
        }
    }

    private Device deviceOfResumed() {
        return spec.commandLine().getParseResult().matchedOptionValue("--device", null);
    }

    private Path resolve(Path given) {
        return given == null ? null : surroundings.resolve(given);
    }
}

package dev.thresher.app.cli;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.export.ExportFormat;
import dev.thresher.engine.export.ExportOptions;
import dev.thresher.engine.export.ExportReport;
import dev.thresher.engine.export.RunExport;
import dev.thresher.engine.run.RunJson;
import dev.thresher.engine.run.Weights;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "export", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"Take a trained network along: its parameters, its sparse matrices, or the whole network.%n",
            "safetensors: parameters by PyTorch's names. npz-csr: a folder with a file for each masked weight W ⊙ M, which scipy.sparse.load_npz reads,",
            "and one for the rest. onnx: a network that ONNX runtimes execute, its weights W ⊙ M."},
        footerHeading = "%nExamples:%n",
        footer = {"  thresher export runs/NAME --format onnx", "  thresher export runs/NAME --format onnx --fold-batch-norm --with-normalization -o net.onnx",
            "  thresher export runs/NAME --format npz-csr --weights best", "  thresher export runs/NAME --format safetensors --masked"})
final class ExportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "RUN", description = "The run folder: the one that holds experiment.json")
    private Path folder;

    @Option(names = "--format", required = true, paramLabel = "safetensors|npz-csr|onnx", description = "What to write")
    private ExportFormat format;

    @Option(names = {"-o", "--out"}, paramLabel = "PATH", description = "File, or folder for npz-csr. Default: in the run folder, named after the run")
    private Path out;

    @Option(names = "--weights", paramLabel = "last|best",
            description = "Those of the last epoch, or of the one with the best test accuracy (chosen on the test set). Default: last")
    private Weights weights = Weights.LAST;

    @Option(names = "--masked", description = "safetensors: write W ⊙ M for W, and no thresholds")
    private boolean masked;

    @Option(names = "--fold-batch-norm", description = "onnx: multiply batch norms into the layers beside them where that is exact")
    private boolean fold;

    @Option(names = {"--with-normalization", "--with-normalisation"}, description = "onnx: let the network normalise, so that it takes pixels in [0, 1]")
    private boolean normalise;

    @Option(names = "--data", paramLabel = "DIR", description = "Look for the run's data set here first: it tells shape and classes")
    private Path data;

    @Option(names = "--json", description = "Print sizes as one JSON object on one line")
    private boolean json;

    ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        requireUse(masked, ExportFormat.SAFETENSORS, "--masked");
        requireUse(fold, ExportFormat.ONNX, "--fold-batch-norm");
        requireUse(normalise, ExportFormat.ONNX, "--with-normalization");
        Path run = surroundings.resolve(folder);
        Path target = out != null ? surroundings.resolve(out)
                : run.resolve(run.toAbsolutePath().normalize().getFileName() + "-" + Words.of(weights) + suffix());
        ExportReport report = RunExport.write(run, weights, experiment -> RunData.load(experiment, surroundings, data), format,
                new ExportOptions(masked, fold, normalise), target);
        surroundings.out().println(json ? RunJson.line(report) : report.line());
        return Cli.OK;
    }

    /** A folder is told by its name too. */
    private String suffix() {
        return format == ExportFormat.NPZ_CSR ? "-csr" : format.extension();
    }

    private void requireUse(boolean given, ExportFormat only, String option) {
        if (given && format != only) {
            throw new UserError(option + ": is for --format " + only.id() + " only; leave it out");
        }
    }
}

package dev.thresher.app.cli;

import static dev.thresher.app.cli.ExperimentOptions.with;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.CublasUse;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.PlannedChange;
import dev.thresher.engine.experiment.Precision;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How long, from where and with what is trained, as options. */
final class TrainingOptions {
    @Option(names = "--epochs", paramLabel = "N",
            description = "How often the training set is gone through. Default: ${default.epochs}")
    private Integer epochs;

    @Option(names = "--steps", paramLabel = "N", description = "End after that many steps, whatever --epochs says")
    private Integer steps;

    @Option(names = "--change", paramLabel = "WHAT@N", split = ",", description = "Change a setting once N steps are done: alpha=1e-3@500, "
            + "learning-rate=1e-3@500 (a schedule goes on from there), freeze@800 (no more pruning), unfreeze@900; several with commas between them")
    private List<String> changes;

    @Option(names = "--seed", paramLabel = "N",
            description = "All randomness comes from it: the same seed gives the same run, bit for bit. Default: ${default.seed}")
    private Long seed;

    @Option(names = "--init", paramLabel = "FILE", description = "Take the initial parameters from this safetensors file")
    private Path init;

    @Option(names = "--checkpoint-minutes", paramLabel = "X",
            description = "Write a checkpoint after so many minutes, besides that of every epoch. Default: ${default.checkpoint-minutes}")
    private Double checkpointMinutes;

    @Option(names = "--mask-every", paramLabel = "N",
            description = "Record all masks every N steps, too, besides those of every epoch: one bit a weight each time, which is 33 kB "
                    + "for lenet-300-100 and 3.2 MB for resnet-50. At most 2,000 times a run; a longer one does it less often")
    private Integer maskEvery;

    @Option(names = "--threads", paramLabel = "N",
            description = "They change the speed, never the result. Default here: ${default.threads}")
    private Integer threads;

    @Option(names = "--backend", paramLabel = "simd|ejml",
            description = "On the processor: vector instructions, or plain Java to compare with. Default: ${default.backend}")
    private BackendKind backend;

    @Option(names = "--device", paramLabel = "cpu|cuda|cuda:N|auto", description = "Compute on the processor, on an NVIDIA GPU (the N-th, from 0), or on a GPU where "
            + "there is one that will do. The same seed gives the same bits on the same device. Default: ${default.device}")
    private Device device;

    @Option(names = "--precision", paramLabel = "fp32|tf32", description = "Of products on a GPU; tf32 is faster where the GPU has tensor cores for it. "
            + "Default: ${default.precision}")
    private Precision precision;

    @Option(names = "--cublas", paramLabel = "auto|on|off", description = "Make products on a GPU by cuBLAS, where it is found: each that this machine once found "
            + "faster so, all, or none. Default: ${default.cublas}")
    private CublasUse cublas;

    Experiment over(Experiment base, Surroundings surroundings) {
        Experiment e = with(base, epochs, Experiment::withEpochs);
        e = with(e, steps, Experiment::withSteps);
        e = with(e, seed, Experiment::withSeed);
        e = with(e, changes, (x, given) -> x.withChanges(parsed(given)));
        e = with(e, init, (x, file) -> x.withInit(surroundings.resolve(file).toString()));
        ExecutionConfig execution = with(e.execution(), checkpointMinutes, ExecutionConfig::withCheckpointMinutes);
        execution = with(execution, maskEvery, ExecutionConfig::withMaskEvery);
        execution = with(execution, threads, ExecutionConfig::withThreads);
        execution = with(execution, device, ExecutionConfig::withDevice);
        execution = with(execution, precision, ExecutionConfig::withPrecision);
        execution = with(execution, cublas, ExecutionConfig::withCublas);
        return e.withExecution(with(execution, backend, ExecutionConfig::withBackend));
    }

    private static List<PlannedChange> parsed(List<String> given) {
        try {
            return PlannedChange.parseAll(String.join(",", given));
        } catch (UserError e) {
            throw new UserError("--change: " + e.getMessage());
        }
    }
}

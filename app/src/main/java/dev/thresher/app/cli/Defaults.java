package dev.thresher.app.cli;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.ModelNames;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.experiment.ScheduleKind;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The presets' values for the help texts, so that the help cannot disagree with what is done. */
final class Defaults extends ListResourceBundle {
    private final List<Experiment> presets = ModelNames.LISTED.stream().map(Presets::of).toList();

    @Override
    protected Object[][] getContents() {
        return new Object[][] {
            {"default.model", Experiment.standard().model()},
            {"default.dataset", of(e -> e.data().dataset())},
            {"default.damaged", of(e -> Words.of(e.data().skipDamaged() ? DataOptions.Damaged.SKIP : DataOptions.Damaged.FAIL))},
            {"default.batch", of(e -> Integer.toString(e.data().batch()))},
            {"default.method", of(e -> Words.of(e.method().kind()))},
            {"default.alpha", of(e -> Texts.number(e.method().alpha()))},
            {"default.threshold", of(e -> Words.of(e.method().threshold()))},
            {"default.estimator", of(e -> Words.of(e.method().estimator()))},
            {"default.optimizer", of(e -> Words.of(e.optimiser().kind()))},
            {"default.learning-rate", of(e -> Texts.number(e.optimiser().learningRate()))},
            {"default.momentum", of(e -> Texts.number(e.optimiser().momentum()))},
            {"default.nesterov", of(e -> e.optimiser().nesterov() ? "it does" : "it does not")},
            {"default.weight-decay", of(e -> Texts.number(e.optimiser().weightDecay()))},
            {"default.decay-scope", of(e -> Words.of(e.optimiser().decays()))},
            {"default.lr-schedule", of(e -> Words.of(e.schedule().kind()))},
            {"default.lr-decay", of(Defaults::decayEpochs)},
            {"default.lr-gamma", of(e -> Texts.number(e.schedule().gamma()))},
            {"default.warm-up", of(e -> Texts.number(e.schedule().warmUpEpochs()))},
            {"default.epochs", of(e -> Integer.toString(e.epochs()))},
            {"default.seed", of(e -> Long.toString(e.seed()))},
            {"default.checkpoint-minutes", of(e -> Texts.number(e.execution().checkpointMinutes()))},
            {"default.backend", of(e -> Words.of(e.execution().backend()))},
            {"default.device", of(e -> e.execution().device().toString())},
            {"default.precision", of(e -> Words.of(e.execution().precision()))},
            {"default.cublas", of(e -> Words.of(e.execution().cublas()))},
            {"default.threads", of(e -> Integer.toString(e.execution().threads()))},
        };
    }

    private static String decayEpochs(Experiment e) {
        return e.schedule().kind() != ScheduleKind.STEP ? "none"
                : e.schedule().decayEpochs().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** The value that all presets share; else the first network's, with the word that it depends. */
    private String of(Function<Experiment, String> value) {
        List<String> values = presets.stream().map(value).distinct().toList();
        return values.size() == 1 ? values.getFirst()
                : "depends on the network (" + values.getFirst() + " for " + presets.getFirst().model() + ")";
    }
}

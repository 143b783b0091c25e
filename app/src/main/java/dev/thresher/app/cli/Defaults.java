package dev.thresher.app.cli;

import dev.thresher.engine.experiment.Experiment;
import java.util.ListResourceBundle;

/** The default experiment's values for the help texts, so that the help cannot disagree with what is done. */
final class Defaults extends ListResourceBundle {
    @Override
    protected Object[][] getContents() {
        Experiment e = Experiment.standard();
        return new Object[][] {
            {"default.model", e.model()},
            {"default.batch", Integer.toString(e.data().batch())},
            {"default.method", Words.of(e.method().kind())},
            {"default.alpha", Texts.number(e.method().alpha())},
            {"default.threshold", Words.of(e.method().threshold())},
            {"default.estimator", Words.of(e.method().estimator())},
            {"default.learning-rate", Texts.number(e.optimiser().learningRate())},
            {"default.momentum", Texts.number(e.optimiser().momentum())},
            {"default.weight-decay", Texts.number(e.optimiser().weightDecay())},
            {"default.epochs", Integer.toString(e.epochs())},
            {"default.seed", Long.toString(e.seed())},
            {"default.backend", Words.of(e.execution().backend())},
            {"default.threads", Integer.toString(e.execution().threads())},
        };
    }
}

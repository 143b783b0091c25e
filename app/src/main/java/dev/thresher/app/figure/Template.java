package dev.thresher.app.figure;

import dev.thresher.app.chart.LegendPlace;
import dev.thresher.datasets.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Figures and tables after the paper (Liu, Xu, Shi, Cheung, So: Dynamic Sparse Training, ICLR 2020). Each says what Thresher draws,
 * from which runs; where the paper's picture differs in detail, or is not known to us exactly, what is said here is what is drawn.
 */
public enum Template {
    /**
     * Figure 2: the binary step function S(x) = 1 for x &gt; 0, and what stands for its derivative in the backward pass: the long-tailed
     * estimator H (section 3.3, after Xu and Cheung 2019) and the straight-through estimator (Bengio et al. 2013), over x from −1.5
     * to 1.5 in one picture. From no run.
     */
    FIG2("Step function and its estimators", "no run", 0, 0, Kind.CHART, LegendPlace.BELOW, (_, _) -> EstimatorFigure.make()),
    /**
     * Figure 3: what remains of the model (left axis) and test accuracy (right axis) over α on a logarithmic axis; points are means over
     * seeds, whiskers ± one standard deviation. A dense run gives a line to compare with. From runs of at least two α above 0; several networks
     * make several pairs of curves.
     */
    FIG3("Accuracy and remaining ratio over α", "runs of two or more α; a dense run if there is one", 2, Integer.MAX_VALUE, Kind.CHART,
            LegendPlace.BELOW, AlphaFigures::overAlpha),
    /** Figure 4a: what remains of each masked layer, and of the model, at every training step, with the resets. From one run. */
    FIG4A("Remaining ratio per step", "one run", 1, 1, Kind.CHART, LegendPlace.BELOW, StepFigures::perStep),
    /**
     * Figure 4b: what remains of the model (left axis) and test accuracy of the sparse model (right axis) after every epoch; a dense run
     * bound beside it gives the dense accuracy. From one sparse run, and at most one dense.
     */
    FIG4B("Accuracy and ratio per epoch", "one sparse run; a dense run if there is one", 1, 2, Kind.CHART, LegendPlace.BELOW,
            StepFigures::perEpoch),
    /**
     * Figure 5a: what remains of the output layer over the epochs, and of the model, with each learning-rate decay marked by the new rate. From
     * one run whose learning rate is lowered.
     */
    FIG5A("Output layer and learning-rate decay", "one run with a learning-rate decay", 1, 1, Kind.CHART, LegendPlace.BELOW,
            StepFigures::throughDecays),
    /**
     * Figure 5b: the same from closer by: what remains of every layer in the epochs around the first decay, the output layer emphasised. From one
     * run whose learning rate is lowered.
     */
    FIG5B("All layers around a learning-rate decay", "one run with a learning-rate decay", 1, 1, Kind.CHART, LegendPlace.RIGHT,
            StepFigures::aroundDecay),
    /** Figure 6a: what remains of the output layer in runs that differ in their learning rate or its schedule, over the epochs. From two runs or more. */
    FIG6A("Output layer under learning rates", "two or more runs of one network with different learning rates", 2, Integer.MAX_VALUE, Kind.CHART,
            LegendPlace.BELOW, StepFigures::outputLayers),
    /** Figure 6b: what remains of the model in the same runs. From two runs or more. */
    FIG6B("Model under learning rates", "two or more runs of one network with different learning rates", 2, Integer.MAX_VALUE, Kind.CHART,
            LegendPlace.BELOW, StepFigures::models),
    /**
     * Figure 7: what remains of each layer in the end, as bars, a set for each α (the paper's network is VGG-16; here any). Bars are means over
     * seeds, whiskers ± one standard deviation. From one run or more of one network.
     */
    FIG7("Remaining ratio per layer for each α", "runs of one network, best of several α", 1, Integer.MAX_VALUE, Kind.CHART, LegendPlace.BELOW,
            AlphaFigures::perLayer),
    /**
     * Figures 8 to 12 show in the paper's appendix that the pattern of Figure 7 is consistent on its other networks. Which number shows which network is not
     * known to us for certain; here 8 is LeNet-300-100, drawn as Figure 7.
     */
    FIG8("Layers of LeNet-300-100 for each α", "runs of LeNet-300-100", 1, Integer.MAX_VALUE, Kind.CHART, LegendPlace.BELOW,
            AlphaFigures.perLayerOf("lenet-300-100")),
    /** Figure 7 of LeNet-5-Caffe. */
    FIG9("Layers of LeNet-5-Caffe for each α", "runs of LeNet-5-Caffe", 1, Integer.MAX_VALUE, Kind.CHART, LegendPlace.BELOW,
            AlphaFigures.perLayerOf("lenet-5-caffe")),
    /** Figure 7 of the WideResNets of any depth and width. */
    FIG10("Layers of WideResNet for each α", "runs of one WideResNet", 1, Integer.MAX_VALUE, Kind.CHART, LegendPlace.BELOW,
            AlphaFigures.perLayerOf("wrn-")),
    /** Figure 7 of LSTM-a, a set of bars for each α over its gates' matrices. */
    FIG11("Gates of LSTM-a for each α", "runs of LSTM-a", 1, Integer.MAX_VALUE, Kind.CHART, LegendPlace.BELOW,
            AlphaFigures.perLayerOf("lstm-a")),
    /** Figure 7 of LSTM-b, likewise. */
    FIG12("Gates of LSTM-b for each α", "runs of LSTM-b", 1, Integer.MAX_VALUE, Kind.CHART, LegendPlace.BELOW,
            AlphaFigures.perLayerOf("lstm-b")),
    /**
     * Table 1: for each network on MNIST its dense accuracy, sparse accuracy and remaining percentage, means ± standard deviations over seeds. From sparse
     * runs, and dense ones of the same networks to compare with.
     */
    TABLE1("Results on MNIST", "sparse runs on MNIST; dense runs of the same networks", 1, Integer.MAX_VALUE, Kind.TABLE, LegendPlace.NONE,
            ResultTables::mnist),
    /**
     * Table 2: for each network on CIFAR-10, and each method and α, sparse accuracy, its difference to the dense accuracy, and remaining percentage. From sparse runs
     * of any method, and dense ones of the same networks to compare with.
     */
    TABLE2("Results on CIFAR-10", "sparse runs on CIFAR-10; dense runs of the same networks", 1, Integer.MAX_VALUE, Kind.TABLE, LegendPlace.NONE,
            ResultTables::cifar10),
    /**
     * Mask sheets, which the paper does not have: what remains of one layer, weight by weight, at the last recorded moment or another; several runs
     * side by side.
     */
    MASKS("What remains of one layer, weight by weight", "one run or more with recorded masks", 1, Integer.MAX_VALUE, Kind.SHEET, LegendPlace.NONE,
            SheetFigures::sheets),
    /**
     * Masks of two runs of one network side by side with their difference, which the paper does not have: one layer, of each run its last recorded
     * moment, or the last that is not after a step.
     */
    MASKPAIR("Masks of two runs, and their difference", "two runs of one network with recorded masks", 2, 2, Kind.SHEET, LegendPlace.NONE,
            SheetFigures::pair);

    /** What it is. */
    public enum Kind { CHART, TABLE, SHEET }

    /** Makes a figure's content. */
    @FunctionalInterface
    interface Maker {
        /** @throws UserError where the runs lack what is drawn */
        Content make(Figure figure, List<BoundRun> runs);
    }

    private final String title;
    private final String needs;
    private final int least;
    private final int most;
    private final Kind kind;
    private final LegendPlace legend;
    private final Maker maker;

    Template(String title, String needs, int least, int most, Kind kind, LegendPlace legend, Maker maker) {
        this.title = title;
        this.needs = needs;
        this.least = least;
        this.most = most;
        this.kind = kind;
        this.legend = legend;
        this.maker = maker;
    }

    /** As it is typed: {@code fig4a}. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** As the paper counts it: {@code Figure 4a}. */
    public String number() {
        return this == MASKPAIR ? "Mask pair" : kind == Kind.SHEET ? "Mask sheet" : (kind == Kind.TABLE ? "Table " : "Figure ") + id().replaceAll("^(fig|table)", "");
    }

    /** What it shows, in some words. */
    public String title() {
        return title;
    }

    /** Which runs it is drawn from, in some words. */
    public String needs() {
        return needs;
    }

    /** Whether it is drawn from runs at all. */
    public boolean wantsRuns() {
        return most > 0;
    }

    /** How many runs it takes at least. */
    int leastRuns() {
        return least;
    }

    /** How many runs it takes at most. */
    public int mostRuns() {
        return most;
    }

    public Kind kind() {
        return kind;
    }

    /** Where its legend usually stands. */
    public LegendPlace legend() {
        return legend;
    }

    /** What it can be written as. */
    public List<FigureFormat> formats() {
        return kind == Kind.TABLE ? List.of(FigureFormat.TEX, FigureFormat.CSV, FigureFormat.SVG, FigureFormat.PDF, FigureFormat.PNG)
                : List.of(FigureFormat.SVG, FigureFormat.PDF, FigureFormat.PNG, FigureFormat.CSV);
    }

    /** @throws UserError where the number of runs is not what it wants, or they lack what is drawn */
    Content make(Figure figure, List<BoundRun> runs) {
        if (runs.size() < least || runs.size() > most && wantsRuns()) {
            throw new UserError(number() + ": needs " + needs + "; " + (runs.isEmpty() ? "none is bound" : runs.size() == 1 ? "only one is bound"
                    : runs.size() + " are bound"));
        }
        return maker.make(figure, runs);
    }

    /** The template of that id; 4a and figure-4a are understood as well. */
    public static Optional<Template> of(String id) {
        String plain = id == null ? "" : id.toLowerCase(java.util.Locale.ROOT).replaceAll("[\\s_-]", "").replaceAll("^figure", "fig");
        return Arrays.stream(values()).filter(one -> one.id().equals(plain) || one.id().equals("fig" + plain)).findFirst();
    }

    /** All ids, as an error names them. */
    public static String ids() {
        return Arrays.stream(values()).map(Template::id).collect(Collectors.joining(", "));
    }
}

package dev.thresher.app.figure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every template with runs that suit it. */
final class FigureFixture {
    final Path one;
    final Path two;
    final Path decayed;
    final Path slow;
    final Path dense;
    final List<Path> alphas;
    final List<Path> vggs;
    final Path begun;

    private final Path folder;
    private final Map<String, List<Path>> networks = new HashMap<>();

    FigureFixture(Path folder) {
        this.folder = folder;
        one = SampleFolders.lenet(folder, "one", 1e-4, 1);
        two = SampleFolders.lenet(folder, "two", 1e-4, 2);
        Path more = SampleFolders.lenet(folder, "more", 1e-3, 1);
        Path less = SampleFolders.lenet(folder, "less", 1e-5, 1);
        decayed = SampleFolders.decayed(folder, "decayed", 1e-4, 0.01);
        slow = SampleFolders.decayed(folder, "slow", 1e-4, 0.003);
        dense = SampleFolders.dense(folder, "dense", 1);
        alphas = List.of(more, one, two, less, dense);
        vggs = List.of(SampleFolders.vgg(folder, "vgg-a", 1e-6, 1), SampleFolders.vgg(folder, "vgg-b", 1e-5, 1), SampleFolders.vgg(folder, "vgg-c", 1e-5, 2));
        begun = SampleFolders.begun(folder, "begun");
    }

    /** Runs of three α, one of them with two seeds; recorded once. */
    private List<Path> of(String model, List<String> layers) {
        return networks.computeIfAbsent(model, _ -> List.of(SampleFolders.network(folder, model + "-a", model, 1e-5, 1, layers),
                SampleFolders.network(folder, model + "-b", model, 1e-4, 1, layers), SampleFolders.network(folder, model + "-c", model, 1e-4, 2, layers),
                SampleFolders.network(folder, model + "-d", model, 1e-3, 1, layers)));
    }

    /** The convolutions of WideResNet-16-8, and its last layer. */
    private static List<String> wideResNet() {
        List<String> layers = new ArrayList<>(List.of("conv1"));
        for (int group = 1; group <= 3; group++) {
            for (int i = 0; i < 2; i++) {
                String block = "block" + group + ".layer." + i;
                layers.addAll(List.of(block + ".conv1", block + ".conv2"));
                if (i == 0) {
                    layers.add(block + ".convShortcut");
                }
            }
        }
        layers.add("fc");
        return layers;
    }

    /** The matrices of the gates of both layers. */
    private static List<String> gates() {
        List<String> layers = new ArrayList<>();
        for (String cell : List.of("lstm1.cell", "lstm2.cell")) {
            for (String gate : List.of("i", "f", "u", "o")) {
                layers.addAll(List.of(cell + ".x" + gate, cell + ".h" + gate));
            }
        }
        return layers;
    }

    Map<Template, Figure> figures() {
        Map<Template, Figure> figures = new LinkedHashMap<>();
        for (Template template : Template.values()) {
            List<Path> runs = switch (template) {
                case FIG2 -> List.of();
                case FIG4A, MASKS -> List.of(one);
                case MASKPAIR -> List.of(one, two);
                case FIG4B -> List.of(one, dense);
                case FIG5A, FIG5B -> List.of(decayed);
                case FIG6A, FIG6B -> List.of(decayed, slow);
                case FIG3, FIG8, TABLE1 -> alphas;
                case FIG7, TABLE2 -> vggs;
                case FIG9 -> of("lenet-5-caffe", List.of("conv1", "conv2", "fc1", "fc2"));
                case FIG10 -> of("wrn-16-8", wideResNet());
                case FIG11 -> of("lstm-a", gates());
                case FIG12 -> of("lstm-b", gates());
            };
            figures.put(template, Figure.of(template, runs));
        }
        return figures;
    }
}

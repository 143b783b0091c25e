package dev.thresher.app.figure;

import java.nio.file.Path;
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

    FigureFixture(Path folder) {
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
                default -> null; // other networks, drawn as Figure 8
            };
            if (runs != null) {
                figures.put(template, Figure.of(template, runs));
            }
        }
        return figures;
    }
}

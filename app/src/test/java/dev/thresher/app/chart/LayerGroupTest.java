package dev.thresher.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.spec.LayerSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LayerGroupTest {
    private static String groups(String... layers) {
        return LayerGroup.of(List.of(layers)).stream().map(group -> group.name() + "=" + String.join("+", group.layers()))
                .collect(Collectors.joining(" "));
    }

    @Test
    void plainNamesStandAlone() {
        assertThat(groups("fc1", "fc2", "fc3")).isEqualTo("fc1=fc1 fc2=fc2 fc3=fc3");
    }

    @Test
    void stagesOfAResidualNetwork() {
        assertThat(groups("conv1", "block1.layer.0.conv1", "block1.layer.0.conv2", "block2.layer.0.conv1", "block2.layer.0.convShortcut", "fc"))
                .isEqualTo("conv1=conv1 block1=block1.layer.0.conv1+block1.layer.0.conv2 block2=block2.layer.0.conv1+block2.layer.0.convShortcut fc=fc");
    }

    @Test
    void gatesOfAnLstm() {
        assertThat(groups("lstm1.xi", "lstm1.hi", "lstm2.xi")).isEqualTo("lstm1=lstm1.xi+lstm1.hi lstm2.xi=lstm2.xi");
    }

    @Test
    void convolutionsBetweenPools() {
        assertThat(groups("feature.0", "feature.3", "feature.7", "feature.10", "feature.14", "feature.17", "feature.20", "classifier.0", "classifier.3"))
                .isEqualTo("feature.0–3=feature.0+feature.3 feature.7–10=feature.7+feature.10 feature.14–20=feature.14+feature.17+feature.20"
                        + " classifier=classifier.0+classifier.3");
    }

    /** Whatever names a network has, each layer is in one group, in its order. */
    @Test
    void allBuiltInNetworks() {
        for (String model : List.of("vgg-16", "wrn-16-8", "resnet-50", "lstm-a", "lenet-5-caffe")) {
            Experiment experiment = Presets.of(model);
            List<String> names = Models.spec(experiment).layers().stream().map(LayerSpec::name).toList();
            assertThat(LayerGroup.of(names).stream().flatMap(group -> group.layers().stream())).containsExactlyInAnyOrderElementsOf(names);
        }
    }
}

package dev.thresher.app.window.experiment;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.ModelNames;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Which network: a built-in one by its name, or one that a file describes. The one chosen last counts. */
public final class NetworkSettings implements SettingGroup {
    public final Setting<String> model = Setting.typed("model", "Model", Experiment::model);
    /** Path of the file; empty for a built-in network. */
    public final Setting<String> file = Setting.typed("model-file", "Model file", e -> e.modelFile() == null ? "" : e.modelFile());

    NetworkSettings() {
        file.value().addListener((_, _, path) -> {
            if (!path.isBlank()) {
                model.value().set(nameOf(path));
            }
        });
        model.value().addListener((_, _, name) -> {
            if (fromFile() && !nameOf(file.value().get()).equals(name)) {
                file.value().set("");
            }
        });
    }

    /** Whether a file describes the network. */
    public boolean fromFile() {
        return !file.value().get().isBlank();
    }

    /** Leaves the file and takes a built-in network. */
    public void useBuiltIn() {
        file.value().set("");
        if (!ModelNames.known(model.value().get())) {
            model.value().set(ModelNames.LENET_300_100);
        }
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(model, file);
    }

    @Override
    public Experiment read(Experiment base, Map<String, String> found) {
        String path = file.value().get().strip();
        return base.withModelFile(path.isEmpty() ? null : path).withModel(model.value().get().strip());
    }

    /** {@code my-net} for {@code nets/my-net.json}; the text itself where it is no path. */
    private static String nameOf(String path) {
        try {
            Path name = Path.of(path.strip()).getFileName();
            String whole = name == null ? path.strip() : name.toString();
            int dot = whole.lastIndexOf('.');
            return dot > 0 ? whole.substring(0, dot) : whole;
        } catch (InvalidPathException e) {
            return path.strip();
        }
    }
}

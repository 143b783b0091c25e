package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.network.NetworkViewModel;
import dev.thresher.engine.export.ExportFormat;
import dev.thresher.engine.model.spec.ModelTable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Parent;

/** The questions and answers about a network that have windows of their own. */
final class NetworkDialogs {
    private final WorkbenchViewModel workbench;
    private final Dialogs dialogs;
    private final Function<String, Parent> views;

    /** @param views loads a view by the name of its file */
    NetworkDialogs(WorkbenchViewModel workbench, Dialogs dialogs, Function<String, Parent> views) {
        this.workbench = workbench;
        this.dialogs = dialogs;
        this.views = views;
    }

    /** Asks how and where to, then exports the network of the run shown. */
    void export() {
        export(workbench.run().folder().get());
    }

    /** The same of any run; nothing for null. */
    void export(Path run) {
        if (run == null || !dialogs.confirm("Export the network", views.apply("export.fxml"), "Export…")) {
            return;
        }
        NetworkViewModel network = workbench.network();
        String name = network.suggestedName(run);
        // The system's chooser of folders picks one that exists; the export makes one of its own in it.
        Optional<Path> out = network.format().get() == ExportFormat.NPZ_CSR
                ? dialogs.chooseFolder("Folder in which " + name + " is made", run.toFile()).map(folder -> folder.resolve(name))
                : dialogs.chooseNewFile("Export the network to", run.toFile(), name);
        out.ifPresent(to -> workbench.export(run, to));
    }

    /** Shows the network in the panel layer by layer. */
    void describe() {
        workbench.network().describe(workbench.experiment().experiment(), this::show);
    }

    private void show(ModelTable table) {
        Parent view = views.apply("layers.fxml");
        ((LayersView) view).show(table);
        dialogs.show(table.name(), view);
    }
}

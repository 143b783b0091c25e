package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.network.NetworkViewModel;
import dev.thresher.engine.export.ExportFormat;
import dev.thresher.engine.run.Weights;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;

/** How a network is exported. */
public final class ExportController {
    private final NetworkViewModel network;

    @FXML private ComboBox<ExportFormat> format;
    @FXML private ComboBox<Weights> weights;
    @FXML private CheckBox masked;
    @FXML private CheckBox foldBatchNorm;
    @FXML private CheckBox normalisation;

    public ExportController(WorkbenchViewModel workbench) {
        this.network = workbench.network();
    }

    @FXML
    private void initialize() {
        Choices.fill(format, network.format(), Choices::of, ExportFormat.ONNX, ExportFormat.SAFETENSORS, ExportFormat.NPZ_CSR);
        Choices.fill(weights, network.weights(), Choices::of, Weights.LAST, Weights.BEST);
        masked.selectedProperty().bindBidirectional(network.masked());
        foldBatchNorm.selectedProperty().bindBidirectional(network.foldBatchNorm());
        normalisation.selectedProperty().bindBidirectional(network.normalisation());
        Shown.when(masked, network.is(ExportFormat.SAFETENSORS));
        Shown.when(foldBatchNorm, network.is(ExportFormat.ONNX));
        Shown.when(normalisation, network.is(ExportFormat.ONNX));
    }
}

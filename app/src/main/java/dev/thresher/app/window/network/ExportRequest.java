package dev.thresher.app.window.network;

import dev.thresher.engine.export.ExportFormat;
import dev.thresher.engine.export.ExportOptions;
import dev.thresher.engine.run.Weights;

/** What of a run is exported, and as what. */
public record ExportRequest(ExportFormat format, Weights weights, ExportOptions options) {
}

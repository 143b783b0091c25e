package dev.thresher.engine.export;

import java.util.Locale;

/** What a trained network can be written as. */
public enum ExportFormat {
    /** Tensors by PyTorch's names, one file. */
    SAFETENSORS(".safetensors"),
    /** A folder of NPZ files: a sparse matrix a masked weight, and the rest. */
    NPZ_CSR(""),
    /** A model that runs elsewhere, one file. */
    ONNX(".onnx");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** As the command line spells it: {@code npz-csr}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the name of its file ends with; empty where it is a folder. */
    public String extension() {
        return extension;
    }
}

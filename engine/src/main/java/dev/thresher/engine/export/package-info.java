/** Trained networks as others take them: ONNX models, SciPy's sparse matrices, safetensors. */
package dev.thresher.engine.export;

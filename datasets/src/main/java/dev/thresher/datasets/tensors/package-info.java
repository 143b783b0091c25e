/**
 * Files of tensors: safetensors (parameters, checkpoints, data sets), and NumPy's NPY and NPZ (data sets and exported
 * matrices). All are read into the same {@link dev.thresher.datasets.tensors.TensorFile}.
 */
package dev.thresher.datasets.tensors;

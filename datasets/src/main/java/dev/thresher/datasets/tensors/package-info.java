/** Safetensors files: parameters, checkpoints, and data sets given as tensors. */
package dev.thresher.datasets.tensors;

/** The training engine: tensors, backends, masked weights, layers, models, optimisers, trainer and run folder. No JavaFX, no printing. */
package dev.thresher.engine;

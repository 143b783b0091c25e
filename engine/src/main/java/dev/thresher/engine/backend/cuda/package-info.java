/** The operations of a backend on an NVIDIA GPU: JCuda's driver interface, and kernels that were compiled to PTX ahead. */
package dev.thresher.engine.backend.cuda;

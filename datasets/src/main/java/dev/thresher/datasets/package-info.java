/** Data sets: readers, lookup, download with checksum, the generated default set, batching and normalisation. */
package dev.thresher.datasets;

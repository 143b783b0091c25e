/** Data sets of pictures in folders, one folder a class, which stay in their files until a batch needs them. */
package dev.thresher.datasets.images;

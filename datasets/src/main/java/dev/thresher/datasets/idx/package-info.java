/** IDX files, the form in which MNIST and its kin are spread. */
package dev.thresher.datasets.idx;

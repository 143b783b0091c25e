/** Data sets whose examples are pictures in files, one folder a class, decoded when they are needed. */
package dev.thresher.datasets.images;

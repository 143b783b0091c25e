/** CIFAR-10's and CIFAR-100's binary files. */
package dev.thresher.datasets.cifar;

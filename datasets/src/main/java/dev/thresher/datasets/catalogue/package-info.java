/** Which data sets are known, where they are looked for, and how one is loaded by name. */
package dev.thresher.datasets.catalogue;

/** Downloads that resume, fall back on a second mirror, and take their name only when the checksum is right. */
package dev.thresher.datasets.fetch;

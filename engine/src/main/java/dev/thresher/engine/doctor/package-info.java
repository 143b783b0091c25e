/** Finds out what a run will use on this machine, and what keeps it from using more. */
package dev.thresher.engine.doctor;

/** What a network is, as data: the vocabulary of built-in networks and of files that describe others. */
package dev.thresher.engine.model.spec;

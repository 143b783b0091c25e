/** What recorded runs say, in numbers. Nothing here trains or draws. */
package dev.thresher.engine.analysis;

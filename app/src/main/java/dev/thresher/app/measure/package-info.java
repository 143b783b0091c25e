/** What is measured of the faces of the program; known to both the window and the command line. */
package dev.thresher.app.measure;

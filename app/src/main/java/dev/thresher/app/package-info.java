/** The program's two faces over one engine: the workbench and the command line. */
package dev.thresher.app;

/** What both faces know of what a user gives: stand-ins for absent data sets, and what is wrong with paths and numbers. */
package dev.thresher.app.given;

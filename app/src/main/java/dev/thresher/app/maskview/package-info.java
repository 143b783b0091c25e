/** Controls that show masks: a sheet to zoom into, and small pictures beside it. They show what they are given, and know no run. */
package dev.thresher.app.maskview;

package dev.thresher.app.masks;

/**
 * A whole layer as one picture, to be drawn into a page or a file.
 *
 * @param title its caption: {@code fc1 of lenet-300-100}
 * @param caption a second line: size, what remains, the step; may be empty
 * @param colours that the shading was made with; also of the ground
 */
public record MaskSheet(String title, String caption, SheetLayout layout, Shading shading, SheetColours colours) {
}

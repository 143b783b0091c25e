package dev.thresher.app.maskview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.masks.SheetLayout;
import dev.thresher.app.masks.SheetView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen, pointed at and chosen, without a window. */
class SheetLookTest {
    private static final SheetLayout LAYOUT = SheetLayout.pictures(12, 1, 7, 7);
    private final SheetLook look = new SheetLook();

    @BeforeEach
    void open() {
        look.resize(300, 200);
        look.show(LAYOUT);
    }

    private SheetView view() {
        return look.viewProperty().get();
    }

    private static SheetView whole(double width, double height) {
        return SheetView.whole(LAYOUT, width, height);
    }

    @Test
    void aSheetIsSeenWholeUntilItIsZoomedInto() {
        assertThat(view()).isEqualTo(whole(300, 200));
        look.resize(500, 400);
        assertThat(view()).as("as large as there is room").isEqualTo(whole(500, 400));
        look.zoomIn();
        double scale = view().scale();
        assertThat(scale).isGreaterThan(whole(500, 400).scale());
        look.resize(400, 300);
        assertThat(view().scale()).as("what was zoomed into stays").isEqualTo(scale);
        look.zoomOut();
        look.zoomOut();
        look.resize(300, 200);
        assertThat(view()).isEqualTo(whole(300, 200));
    }

    @Test
    void theWheelKeepsWhatIsUnderThePointer() {
        double x = 150;
        while (look.at(x, 90) < 0) {
            x++; // over a gap
        }
        int entry = look.at(x, 90);
        look.zoom(true, x, 90);
        look.zoom(true, x, 90);
        assertThat(look.at(x, 90)).isEqualTo(entry);
    }

    @Test
    void theSameSheetStaysWhereItIsAndAnotherIsSeenWhole() {
        look.zoomIn();
        look.choose(9);
        SheetView near = view();
        look.show(LAYOUT);
        assertThat(view()).isEqualTo(near);
        assertThat(look.chosenProperty().get()).isEqualTo(9);
        look.show(SheetLayout.matrix(20, 30));
        assertThat(view()).isNotEqualTo(near);
        assertThat(look.chosenProperty().get()).isEqualTo(-1);
    }

    @Test
    void theChoiceGoesFromWeightToWeightOverGaps() {
        look.step(0, 0);
        assertThat(look.chosenProperty().get()).as("one in the middle").isNotNegative();
        look.choose(6); // the last of a picture's first row: a gap follows
        look.step(1, 0);
        assertThat(look.chosenProperty().get()).as("the first of the next picture").isEqualTo(49);
        look.step(0, -1);
        assertThat(look.chosenProperty().get()).as("nothing is above").isEqualTo(49);
        look.point(3);
        assertThat(look.entry()).as("pointing comes before choosing").isEqualTo(3);
        look.point(-1);
        assertThat(look.entry()).isEqualTo(49);
    }

    @Test
    void aChoiceOutOfSightIsBroughtIntoSight() {
        for (int i = 0; i < 12; i++) {
            look.zoom(true, 0, 0);
        }
        look.choose(0);
        for (int i = 0; i < 6; i++) {
            look.step(0, 1);
        }
        assertThat(look.chosenProperty().get()).isEqualTo(42);
        double bottom = (LAYOUT.y(42) + 1 - view().top()) * view().scale();
        assertThat(bottom).isBetween(0.0, 200.0);
    }

    @Test
    void withoutASheetNothingIsSeen() {
        SheetLook none = new SheetLook();
        none.zoomIn();
        none.move(3, 3);
        none.step(1, 0);
        assertThat(none.viewProperty().get()).isNull();
        assertThat(none.at(3, 3)).isEqualTo(-1);
    }
}

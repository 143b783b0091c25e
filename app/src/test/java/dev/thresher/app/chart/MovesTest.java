package dev.thresher.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

class MovesTest {
    private static final Rectangle2D PLOT = new Rectangle2D.Double(50, 10, 400, 200);
    private static final ChartGeometry LINEAR = new ChartGeometry(PLOT, new Range(0, 1_000), new Range(0, 100), new Range(90, 98), false);
    private static final ChartGeometry LOG = new ChartGeometry(PLOT, new Range(0, 1_000), new Range(1, 100), new Range(90, 98), true);

    @Test
    void aBandShowsWhatItEncloses() {
        ViewState view = Moves.band(ViewState.FIT, LINEAR, 0.75, 0.25, 0.5, 1, true, true);
        assertThat(view.x()).isEqualTo(new Range(250, 750));
        assertThat(view.left()).isEqualTo(new Range(50, 100));
        assertThat(view.right()).isEqualTo(new Range(94, 98));
        assertThat(Moves.band(ViewState.FIT, LINEAR, 0.25, 0.75, 0.5, 1, true, false).left()).isNull();
        assertThat(Moves.band(ViewState.FIT, LINEAR, 0.25, 0.75, 0.5, 1, false, true).x()).isNull();
    }

    @Test
    void aBandOnALogAxisIsCutInLogarithms() {
        Range left = Moves.band(ViewState.FIT, LOG, 0, 1, 0, 0.5, false, true).left();
        assertThat(left.low()).isCloseTo(1, within(1e-9));
        assertThat(left.high()).isCloseTo(10, within(1e-9));
    }

    @Test
    void whatIsUnderThePointerStaysThere() {
        Range x = Moves.zoomX(ViewState.FIT, LINEAR, 0.5, 0.2).x();
        assertThat(x).isEqualTo(new Range(100, 600));
        assertThat(x.low() + 0.2 * x.length()).isEqualTo(200);
        Range left = Moves.zoomY(ViewState.FIT, LINEAR, 0.5, 0.25).left();
        assertThat(left.low() + 0.25 * left.length()).isCloseTo(25, within(1e-9));
        assertThat(Moves.pan(ViewState.FIT, LINEAR, 0.1, 0).x()).isEqualTo(new Range(-100, 900));
        assertThat(Moves.pan(ViewState.FIT, LOG, 0, 0.5).left().low()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void zoomEndsBeforeNumbersDo() {
        ViewState view = ViewState.FIT;
        ChartGeometry shown = LINEAR;
        for (int i = 0; i < 500; i++) {
            view = Moves.zoomX(view, shown, 0.5, 0.3);
            shown = new ChartGeometry(PLOT, view.x(), shown.left(), shown.right(), false);
        }
        assertThat(view.x().length()).isPositive();
    }
}

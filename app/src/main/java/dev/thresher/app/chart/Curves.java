package dev.thresher.app.chart;

import java.util.List;
import org.jfree.data.xy.AbstractXYDataset;

/** The curves of one side as a data set; each whole curve is one item, so that {@link CurveRenderer} draws it in one go. */
final class Curves extends AbstractXYDataset {
    private static final long serialVersionUID = 1L;
    private final transient List<Curve> curves;

    Curves(List<Curve> curves) {
        this.curves = List.copyOf(curves);
    }

    Curve get(int index) {
        return curves.get(index);
    }

    /** How many sets of bars stand side by side at each x. */
    int barSets() {
        return (int) curves.stream().filter(curve -> curve.series().form() == Series.Form.BARS).count();
    }

    /** Which of them, from 0, the curve is. */
    int barIndex(int index) {
        return (int) curves.subList(0, index).stream().filter(curve -> curve.series().form() == Series.Form.BARS).count();
    }

    @Override
    public int getSeriesCount() {
        return curves.size();
    }

    @Override
    public Comparable<?> getSeriesKey(int index) {
        return index;
    }

    @Override
    public int getItemCount(int index) {
        return curves.get(index).points().size() > 0 ? 1 : 0;
    }

    @Override
    public Number getX(int index, int item) {
        return curves.get(index).points().x(0);
    }

    @Override
    public Number getY(int index, int item) {
        return curves.get(index).points().y(0);
    }
}

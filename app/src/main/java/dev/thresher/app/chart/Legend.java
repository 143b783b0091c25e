package dev.thresher.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.block.ColumnArrangement;
import org.jfree.chart.block.FlowArrangement;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.VerticalAlignment;

/** The legend of a figure: what is visible, as it is drawn. */
final class Legend {
    /** How far a legend inside the plot keeps from its edges, as a share of it. */
    private static final double INSET = 0.02;
    private static final int LETS_THROUGH = 215;

    private final ChartModel model;
    private final ViewState view;
    private final Look look;

    Legend(ChartModel model, ViewState view, Look look) {
        this.model = model;
        this.view = view;
        this.look = look;
    }

    void addTo(JFreeChart chart) {
        LegendPlace place = look.style().legend();
        if (place == LegendPlace.NONE) {
            return;
        }
        boolean column = place.inside() || place == LegendPlace.RIGHT;
        LegendTitle legend = new LegendTitle(this::items,
                column ? new ColumnArrangement(HorizontalAlignment.LEFT, VerticalAlignment.CENTER, 0, 0)
                        : new FlowArrangement(HorizontalAlignment.CENTER, VerticalAlignment.CENTER, 0, 0),
                new ColumnArrangement());
        legend.setItemFont(look.font(look.labelSize()));
        legend.setItemPaint(Look.text(view.dark()));
        legend.setFrame(BlockBorder.NONE);
        legend.setBackgroundPaint(null);
        legend.setItemLabelPadding(new RectangleInsets(1, 3, 1, column ? 3 : 10));
        if (place.inside()) {
            Color ground = Look.ground(view.dark());
            legend.setBackgroundPaint(new Color(ground.getRed(), ground.getGreen(), ground.getBlue(), LETS_THROUGH));
            boolean left = place == LegendPlace.TOP_LEFT || place == LegendPlace.BOTTOM_LEFT;
            boolean top = place == LegendPlace.TOP_LEFT || place == LegendPlace.TOP_RIGHT;
            RectangleAnchor anchor = top ? left ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP_RIGHT
                    : left ? RectangleAnchor.BOTTOM_LEFT : RectangleAnchor.BOTTOM_RIGHT;
            chart.getXYPlot().addAnnotation(new XYTitleAnnotation(left ? INSET : 1 - INSET, top ? 1 - INSET : INSET, legend, anchor));
            return;
        }
        legend.setPosition(switch (place) {
            case ABOVE -> RectangleEdge.TOP;
            case RIGHT -> RectangleEdge.RIGHT;
            default -> RectangleEdge.BOTTOM;
        });
        if (place == LegendPlace.RIGHT) {
            legend.setMargin(0, 6, 0, 0);
            legend.setVerticalAlignment(VerticalAlignment.TOP);
        }
        chart.addLegend(legend);
    }

    private LegendItemCollection items() {
        LegendItemCollection items = new LegendItemCollection();
        for (Series one : model.series()) {
            if (view.shows(one.name())) {
                Curve curve = Curve.plain(one, look, view.dark());
                items.add(one.form() == Series.Form.BARS ? square(one.name(), curve.colour())
                        : item(one.name(), curve, new Line2D.Double(-10, 0, 10, 0)));
            }
        }
        if (model.marks().size(model.marks().name()) > 0 && view.shows(model.marks().name())) {
            Series mark = new Series(model.marks().name(), null, Palette.MAIN, Series.Dash.SOLID, Series.Side.LEFT, false, 1);
            items.add(item(mark.name(), new Curve(mark, new PointBuffer(), null, null, Look.marks(view.dark()), Series.Dash.SOLID, 1, false),
                    new Line2D.Double(0, -4, 0, 4)));
        }
        return items;
    }

    private static LegendItem item(String name, Curve curve, Line2D line) {
        boolean joined = curve.series().form() == Series.Form.LINE;
        return new LegendItem(name, null, null, null, curve.markers() || !joined, new Ellipse2D.Double(-2.6, -2.6, 5.2, 5.2), true,
                curve.colour(), false, curve.colour(), new BasicStroke(0), joined, line, curve.stroke(), curve.colour());
    }

    private static LegendItem square(String name, Color colour) {
        return new LegendItem(name, null, null, null, new Rectangle2D.Double(-3.5, -3.5, 7, 7), colour);
    }
}

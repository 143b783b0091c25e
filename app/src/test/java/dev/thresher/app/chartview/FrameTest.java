package dev.thresher.app.chartview;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class FrameTest {
    @Test
    void hasAsManyPixelsAsTheScreenAndShowsWhatWasDrawnLast() throws Exception {
        FxToolkit.registerPrimaryStage();
        Frame frame = Frame.fitting(null, 100.4, 50, 1.5);
        assertThat(frame.width()).isEqualTo(151);
        assertThat(frame.height()).isEqualTo(75);
        frame.draw(g -> {
            g.setColor(Color.RED);
            g.fillRect(0, 0, 200, 100);
            return null;
        });
        frame.draw(g -> {
            g.setColor(Color.BLUE);
            g.fillRect(10, 10, 20, 20);
            return null;
        });
        Image image = WaitForAsyncUtils.asyncFx(frame::updated).get();
        assertThat(image.getPixelReader().getArgb(5, 5)).isZero();
        assertThat(image.getPixelReader().getArgb(20, 20)).isEqualTo(0xFF0000FF);
        assertThat(image.getPixelReader().getArgb(46, 46)).isZero();
    }

    @Test
    void isKeptWhileTheSizeStays() {
        Frame frame = Frame.fitting(null, 100, 50, 1);
        assertThat(Frame.fitting(frame, 100, 50, 1)).isSameAs(frame);
        assertThat(Frame.fitting(frame, 100, 50, 2)).isNotSameAs(frame);
        assertThat(Frame.fitting(frame, 101, 50, 1)).isNotSameAs(frame);
    }
}

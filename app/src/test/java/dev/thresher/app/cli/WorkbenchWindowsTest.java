package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkbenchWindowsTest {
    @Test
    void linuxWithoutEitherVariableHasNoDisplay() {
        assertThat(WorkbenchWindows.missing(Map.of("DISPLAY", " "), "Linux", null)).contains("DISPLAY");
    }

    @Test
    void eitherVariableIsWorthATry() {
        assertThat(WorkbenchWindows.missing(Map.of("DISPLAY", ":0"), "Linux", null)).isNull();
        assertThat(WorkbenchWindows.missing(Map.of("WAYLAND_DISPLAY", "wayland-0"), "Linux", null)).isNull();
    }

    @Test
    void aPlatformNamedOnPurposeCountsAsADisplay() {
        assertThat(WorkbenchWindows.missing(Map.of(), "Linux", "Headless")).isNull();
    }

    @Test
    void otherSystemsAreTried() {
        assertThat(WorkbenchWindows.missing(Map.of(), "Windows 11", null)).isNull();
        assertThat(WorkbenchWindows.missing(Map.of(), "Mac OS X", null)).isNull();
    }
}

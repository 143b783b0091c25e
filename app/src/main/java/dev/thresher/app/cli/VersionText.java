package dev.thresher.app.cli;

import dev.thresher.engine.run.Host;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, and what a defect report begins with. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "Thresher " + Host.version(),
            "Java     " + Runtime.version() + ", " + System.getProperty("java.vm.name") + ", " + System.getProperty("java.vendor"),
            "System   " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                    + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors"
        };
    }

    static String line() {
        return String.join("; ", new VersionText().getVersion());
    }
}

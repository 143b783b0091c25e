package dev.thresher.app.cli;

import dev.thresher.app.figure.Figure;
import dev.thresher.app.figure.FigureFile;
import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.FigureSet;
import dev.thresher.app.figure.MadeFigure;
import dev.thresher.app.figure.Template;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "figure", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"Draw a figure or table of the paper from recorded runs, at its true size.%n",
            "Text stays text in SVG, PDFs embed their font, CSV holds the numbers that are drawn, tables are LaTeX."},
        footerHeading = "%nExamples:%n",
        footer = {"  thresher figure --list", "  thresher figure fig4a --run runs/NAME --out fig4a.svg",
            "  thresher figure fig3 --run runs/A --run runs/B --run runs/C --out fig3.pdf --width 3.25in --font \"Liberation Serif\"",
            "  thresher figure table1 --run runs/A --run runs/B --out table1.tex",
            "  thresher figure --all --run runs/A --out figures --formats pdf,csv",
            "  thresher figure fig4a --run runs/A --save fig4a       # keeps runs/A/figures/fig4a.figure.json",
            "  thresher figure --spec runs/A/figures/fig4a.figure.json --out fig4a.pdf"})
final class FigureCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "TEMPLATE", description = "Which figure or table: 'thresher figure --list' names them")
    private String template;

    @Option(names = "--list", description = "Name all templates with the runs that they need")
    private boolean list;

    @Option(names = "--run", paramLabel = "DIR", description = "A run folder it is drawn from; may be given several times")
    private List<Path> runs = List.of();

    @Option(names = "--spec", paramLabel = "FILE", description = "Make a saved figure again; other options change it")
    private Path spec;

    @Option(names = "--all", description = "Every figure and table that can be made of the runs, into the folder of --out")
    private boolean all;

    @Option(names = {"-o", "--out"}, paramLabel = "PATH", description = "File to write; its ending says the format: svg, pdf, png, csv or tex")
    private Path out;

    @Option(names = "--formats", split = ",", paramLabel = "LIST", description = "With --all: what each is written as. Default: svg,pdf,png,csv,tex")
    private List<FigureFormat> formats = List.of(FigureFormat.values());

    @Option(names = "--save", paramLabel = "NAME", description = "Keep the figure's settings beside its run, to be made again with --spec")
    private String save;

    @Mixin
    private FigureOptions options = new FigureOptions();

    FigureCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (list) {
            list();
            return Cli.OK;
        }
        return all ? all() : one();
    }

    private void list() {
        int widest = Arrays.stream(Template.values()).mapToInt(one -> one.title().length()).max().orElse(0);
        for (Template one : Template.values()) {
            surroundings.out().println(String.format("%-7s %-" + widest + "s  %s", one.id(), one.title(), one.needs()));
        }
    }

    private int one() {
        Figure figure = options.applied(figure());
        if (out == null && spec == null && save == null) {
            throw new UserError("--out: name the file to write, as fig.svg, fig.pdf, fig.png, fig.csv or table.tex");
        }
        if (out != null || save == null) {
            Path file = out != null ? surroundings.resolve(out) : besideSpec(figure);
            FigureFormat format = FigureFormat.of(file.getFileName().toString()).filter(figure.template().formats()::contains)
                    .orElseThrow(() -> new UserError(file + ": " + figure.template().number() + " is written as "
                            + words(figure.template().formats()) + "; let the file's name end so"));
            MadeFigure.of(figure).write(file, format);
            surroundings.out().println(file);
        }
        if (save != null) {
            MadeFigure.of(figure); // what cannot be made is not worth keeping
            Path kept = FigureFile.place(figure, save);
            FigureFile.write(kept, figure);
            surroundings.out().println(kept);
        }
        return Cli.OK;
    }

    private Path besideSpec(Figure figure) {
        String name = spec.getFileName().toString();
        String stem = name.endsWith(FigureFile.ENDING) ? name.substring(0, name.length() - FigureFile.ENDING.length()) : Words.stem(spec);
        return surroundings.resolve(spec).resolveSibling(stem + "." + figure.template().formats().getFirst().extension());
    }

    private Figure figure() {
        List<Path> bound = runs.stream().map(surroundings::resolve).toList();
        if (spec != null) {
            Figure saved = FigureFile.read(surroundings.resolve(spec));
            Figure of = template == null ? saved : saved.withTemplate(named());
            return bound.isEmpty() ? of : of.withRuns(bound);
        }
        if (template == null) {
            throw new UserError("name a template, as fig4a; 'thresher figure --list' names all");
        }
        Template chosen = named();
        return Figure.of(chosen, chosen.wantsRuns() ? bound : List.of());
    }

    private Template named() {
        return Template.of(template).orElseThrow(() -> new UserError("no template '" + template + "'; known: " + Template.ids()));
    }

    private int all() {
        if (template != null || spec != null || save != null) {
            throw new UserError("--all: makes every figure; leave out " + (template != null ? template : spec != null ? "--spec" : "--save"));
        }
        if (out == null) {
            throw new UserError("--out: name the folder for the figures");
        }
        Figure like = options.applied(Figure.of(Template.FIG2, runs.stream().map(surroundings::resolve).toList()));
        if (like.runs().isEmpty()) {
            throw new UserError("--run: name the run folders that the figures are drawn from");
        }
        Map<String, Figure> figures = FigureSet.all(like);
        if (options.placesLegend()) {
            figures.replaceAll((_, figure) -> figure.withStyle(figure.style().withLegend(like.style().legend())));
        }
        FigureSet.Result result = FigureSet.write(figures, surroundings.resolve(out), formats, (_, _, _) -> { });
        result.written().forEach(surroundings.out()::println);
        result.left().forEach((name, why) -> surroundings.err().println("left out " + name + ": " + why));
        return Cli.OK;
    }

    private static String words(List<FigureFormat> formats) {
        return formats.stream().map(FigureFormat::extension).collect(Collectors.joining(", "));
    }
}

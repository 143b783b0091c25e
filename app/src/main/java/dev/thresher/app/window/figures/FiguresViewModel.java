package dev.thresher.app.window.figures;

import dev.thresher.app.figure.Figure;
import dev.thresher.app.figure.FigureFile;
import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.Template;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;

/** The figure that is being made: its template, its runs, its looks, its preview, and where it goes. Used on the window's thread. */
public final class FiguresViewModel {
    private final WindowThreads threads;
    private final Problems problems;
    private final Map<Template, Figure> drafts = new EnumMap<>(Template.class);
    private final Map<Template, BooleanProperty> chosen = new EnumMap<>(Template.class);
    private final FigureExports exports;
    private final Thumbnails thumbnails;
    private final PreviewLoop loop;

    private final ObjectProperty<Template> template = new SimpleObjectProperty<>(Template.FIG4A);
    private final FigureForm form = new FigureForm();
    private final RunChoices runs = new RunChoices(this::changed);
    private final StringProperty name = new SimpleStringProperty(Template.FIG4A.id());
    private final DoubleProperty dotsPerInch = new SimpleDoubleProperty(96);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private boolean awake; // once the page has been seen
    private boolean showing; // while the form takes a figure's values, which are no change of it

    /** @param said hears what was written, one line */
    public FiguresViewModel(WindowThreads threads, Problems problems, Consumer<String> said) {
        this.threads = threads;
        this.problems = problems;
        RunShelf shelf = new RunShelf();
        exports = new FigureExports(threads, problems, said, shelf::open);
        thumbnails = new Thumbnails(threads, problems, exports::made);
        loop = new PreviewLoop(threads, problems, exports::made, this::figure, () -> (int) Math.round(dotsPerInch.get()));
        for (Template one : Template.values()) {
            chosen.put(one, new SimpleBooleanProperty());
        }
        show(draft(template.get()));
        template.addListener((_, before, now) -> change(before, now));
        for (var part : form.parts()) {
            part.addListener(_ -> changed());
        }
        dotsPerInch.addListener((_, _, _) -> draw());
    }

    public ObjectProperty<Template> template() {
        return template;
    }

    public FigureForm form() {
        return form;
    }

    /** Runs that can be bound, those of the runs folder first. */
    public ObservableList<RunChoice> runs() {
        return runs.all();
    }

    /** What the figure is called when it is kept or exported. */
    public StringProperty name() {
        return name;
    }

    /** How fine the preview is drawn. */
    public DoubleProperty dotsPerInch() {
        return dotsPerInch;
    }

    public ReadOnlyObjectProperty<Preview> preview() {
        return loop.preview();
    }

    /** What is wrong with the form; empty if nothing is. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** Whether a template is among those that are exported together. */
    public BooleanProperty chosen(Template one) {
        return chosen.get(one);
    }

    /** What writes figures. */
    public FigureExports exports() {
        return exports;
    }

    /** Small pictures of the templates. */
    public Thumbnails thumbnails() {
        return thumbnails;
    }

    /** The figure as the page says. */
    public Figure figure() {
        Template now = template.get();
        return form.applied(draft(now)).withTemplate(now).withRuns(now.wantsRuns() ? runs.bound() : List.of());
    }

    /** As it was last seen; one that was not seen yet like the one that is. */
    private Figure latest(Template one, Figure like) {
        return drafts.containsKey(one) ? drafts.get(one) : begun(one, like);
    }

    /** With the looks, and the runs, that the user has set already. */
    private Figure begun(Template one, Figure like) {
        Figure usual = Figure.of(one, runs.last(one.mostRuns()));
        return usual.withSize(one.kind() == like.template().kind() ? like.size() : usual.size()).withDpi(like.dpi())
                .withStyle(like.style().withLegend(one.legend()));
    }

    private Figure draft(Template one) {
        return drafts.computeIfAbsent(one, key -> Figure.of(key, List.of()));
    }

    private void change(Template before, Template now) {
        Figure left = form.applied(draft(before)).withTemplate(before).withRuns(before.wantsRuns() ? runs.bound() : List.of());
        drafts.put(before, left);
        drafts.computeIfAbsent(now, one -> begun(one, left));
        if (name.get().equals(before.id())) {
            name.set(now.id());
        }
        show(draft(now));
    }

    private void show(Figure figure) {
        showing = true;
        form.show(figure);
        runs.show(figure.runs());
        showing = false;
        changed();
    }

    private void changed() {
        if (!showing) {
            Figure now = figure();
            drafts.put(template.get(), now);
            problem.set(form.problem());
            draw();
            if (awake) {
                List.of(Template.values()).forEach(one -> thumbnails.want(latest(one, now)));
            }
        }
    }

    /** Looks into the runs folder again; what is bound stays bound. @param first a run that is bound where none is; may be null */
    public void refresh(Path folder, Path first) {
        awake = true;
        List<Path> kept = runs.folders();
        threads.background().execute(() -> {
            List<RunChoice> found = RunShelf.look(folder, kept);
            threads.ui().execute(() -> {
                List<Path> bound = runs.bound();
                thumbnails.forget();
                runs.take(found, bound.isEmpty() && first != null ? List.of(first.toAbsolutePath().normalize()) : bound);
            });
        });
    }

    /** A run folder from elsewhere, bound at once. */
    public void bind(Path folder) {
        runs.bind(folder.toAbsolutePath().normalize());
    }

    /** Draws the preview anew, from what the runs have come to by now. */
    public void draw() {
        if (awake) {
            loop.draw();
        }
    }

    /** Keeps the figure beside its run. */
    public void save() {
        if (sound("The figure could not be saved")) {
            exports.save(figure(), name.get().strip());
        }
    }

    private boolean sound(String refusal) {
        String wrong = form.problem();
        if (!wrong.isEmpty()) {
            problems.tell(refusal, wrong);
        }
        return wrong.isEmpty();
    }

    /** Takes a kept figure up again. */
    public void open(Path file) {
        threads.background().execute(() -> {
            try {
                Figure figure = FigureFile.read(file);
                List<RunChoice> others = figure.runs().stream().map(run -> new RunChoice(run, RunShelf.about(run))).toList();
                threads.ui().execute(() -> {
                    show(figure, others);
                    String called = file.getFileName().toString();
                    name.set(called.endsWith(FigureFile.ENDING) ? called.substring(0, called.length() - FigureFile.ENDING.length()) : called);
                });
            } catch (UserError e) {
                problems.tell("The figure could not be opened", e.getMessage());
            }
        });
    }

    /** Takes a figure up that was begun elsewhere, and its runs with it. */
    public void take(Figure figure) {
        threads.background().execute(() -> {
            List<RunChoice> its = figure.runs().stream().map(run -> new RunChoice(run, RunShelf.about(run))).toList();
            threads.ui().execute(() -> show(figure, its));
        });
    }

    private void show(Figure figure, List<RunChoice> itsRuns) {
        runs.know(itsRuns);
        drafts.put(figure.template(), figure);
        if (template.get() == figure.template()) {
            show(figure);
        } else {
            template.set(figure.template());
        }
    }

    /** Writes the figure. */
    public void export(Path file, FigureFormat format) {
        if (sound("The figure could not be exported")) {
            exports.write(figure(), file, format);
        }
    }

    /** Writes all chosen figures, each as it was last seen, into a folder. @param formats what each is written as, where it can be */
    public void exportChosen(Path folder, List<FigureFormat> formats) {
        Figure now = figure();
        drafts.put(template.get(), now);
        Map<String, Figure> figures = new LinkedHashMap<>();
        chosen.forEach((one, on) -> {
            if (on.get()) {
                figures.put(one.id(), latest(one, now));
            }
        });
        if (figures.isEmpty()) {
            problems.tell("No figure is chosen", "Tick the figures on the left that shall be exported together.");
        } else if (formats.isEmpty()) {
            problems.tell("No format is chosen", "Tick in the menu what the figures shall be written as.");
        } else if (sound("The figures could not be exported")) {
            exports.writeAll(figures, folder, formats);
        }
    }
}

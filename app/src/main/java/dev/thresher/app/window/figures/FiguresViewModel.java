package dev.thresher.app.window.figures;

import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.figure.Figure;
import dev.thresher.app.figure.FigureFile;
import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.FigureSet;
import dev.thresher.app.figure.MadeFigure;
import dev.thresher.app.figure.Template;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The figure that is being made: its template, its runs, its looks, its preview, and where it goes. Used on the window's thread. */
public final class FiguresViewModel {
    private final WindowThreads threads;
    private final Problems problems;
    private final Consumer<String> said;
    private final Map<Template, Figure> drafts = new EnumMap<>(Template.class);
    private final Map<Template, BooleanProperty> chosen = new EnumMap<>(Template.class);
    private final RunShelf shelf = new RunShelf();

    private final ObjectProperty<Template> template = new SimpleObjectProperty<>(Template.FIG4A);
    private final FigureForm form = new FigureForm();
    private final ObservableList<RunChoice> runs = FXCollections.observableArrayList();
    private final StringProperty name = new SimpleStringProperty(Template.FIG4A.id());
    private final DoubleProperty dotsPerInch = new SimpleDoubleProperty(96);
    private final ReadOnlyObjectWrapper<Preview> preview = new ReadOnlyObjectWrapper<>(Preview.NONE);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper exporting = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private List<Path> lastBound = List.of(); // as the user ticked them last: what a template that is seen first begins with
    private boolean awake; // once the page has been seen
    private boolean showing; // while the form takes a figure's values, which are no change of it
    private boolean drawing;
    private boolean stale;
    private volatile boolean givenUp;

    /** @param said hears what was written, one line */
    public FiguresViewModel(WindowThreads threads, Problems problems, Consumer<String> said) {
        this.threads = threads;
        this.problems = problems;
        this.said = said;
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
        return runs;
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
        return preview.getReadOnlyProperty();
    }

    /** What is wrong with the form; empty if nothing is. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** Whether a template is among those that are exported together. */
    public BooleanProperty chosen(Template one) {
        return chosen.get(one);
    }

    public ReadOnlyBooleanProperty exporting() {
        return exporting.getReadOnlyProperty();
    }

    /** 0 to 1. */
    public ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    /** The figure as the page says. */
    public Figure figure() {
        Template now = template.get();
        List<Path> bound = now.wantsRuns() ? runs.stream().filter(run -> run.bound().get()).map(RunChoice::folder).toList() : List.of();
        return form.applied(draft(now)).withTemplate(now).withRuns(bound);
    }

    private Figure draft(Template one) {
        return drafts.computeIfAbsent(one, key -> Figure.of(key, List.of()));
    }

    private void change(Template before, Template now) {
        Figure left = form.applied(draft(before)).withTemplate(before).withRuns(before.wantsRuns() ? bound() : List.of());
        drafts.put(before, left);
        if (!drafts.containsKey(now)) { // first seen: with the looks and the runs that the user has set already
            Figure usual = draft(now);
            List<Path> fitting = lastBound.stream().limit(now.mostRuns()).toList();
            drafts.put(now, usual.withSize(now.kind() == before.kind() ? left.size() : usual.size()).withDpi(left.dpi()).withRuns(fitting)
                    .withStyle(left.style().withLegend(now.legend())));
        }
        if (name.get().equals(before.id())) {
            name.set(now.id());
        }
        show(draft(now));
    }

    private List<Path> bound() {
        return runs.stream().filter(run -> run.bound().get()).map(RunChoice::folder).toList();
    }

    private void show(Figure figure) {
        showing = true;
        form.show(figure);
        runs.forEach(run -> run.bound().set(figure.runs().contains(run.folder())));
        showing = false;
        changed();
    }

    private void changed() {
        if (!showing) {
            Figure now = figure();
            drafts.put(template.get(), now);
            problem.set(form.problem());
            draw();
        }
    }

    /** Looks into the runs folder again; what is bound stays bound. @param first a run that is bound where none is; may be null */
    public void refresh(Path folder, Path first) {
        awake = true;
        List<Path> kept = runs.stream().map(RunChoice::folder).toList();
        threads.background().execute(() -> {
            List<RunChoice> found = RunShelf.look(folder, kept);
            threads.ui().execute(() -> {
                List<Path> bound = bound();
                take(found, bound.isEmpty() && first != null ? List.of(first.toAbsolutePath().normalize()) : bound);
            });
        });
    }

    private void take(List<RunChoice> found, List<Path> bound) {
        runs.setAll(found);
        runs.forEach(run -> run.bound().set(bound.contains(run.folder())));
        bound.stream().filter(path -> runs.stream().noneMatch(run -> run.folder().equals(path))).forEach(this::add);
        runs.forEach(this::watch);
        lastBound = lastBound.isEmpty() ? bound() : lastBound;
        changed();
    }

    private void watch(RunChoice run) {
        run.bound().addListener((_, _, _) -> {
            if (!showing) {
                lastBound = bound();
                changed();
            }
        });
    }

    /** A run folder from elsewhere, bound at once. */
    public void bind(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        runs.stream().filter(run -> run.folder().equals(whole)).findFirst().ifPresentOrElse(run -> run.bound().set(true), () -> {
            RunChoice fresh = add(whole);
            watch(fresh);
            lastBound = bound();
            changed();
        });
    }

    private RunChoice add(Path folder) {
        RunChoice fresh = new RunChoice(folder, RunShelf.about(folder));
        fresh.bound().set(true);
        runs.add(fresh);
        return fresh;
    }

    /** Draws the preview anew, from what the runs have come to by now. */
    public void draw() {
        stale = true;
        if (drawing || !awake) {
            return;
        }
        stale = false;
        drawing = true;
        Figure figure = figure();
        int dots = (int) Math.round(dotsPerInch.get());
        threads.background().execute(() -> {
            Preview made = preview(figure, dots);
            threads.ui().execute(() -> {
                drawing = false;
                preview.set(made);
                if (stale) {
                    draw();
                }
            });
        });
    }

    private Preview preview(Figure figure, int dots) {
        try {
            return new Preview(made(figure).picture(dots), figure.size().width(), figure.size().height(), "");
        } catch (UserError e) {
            return new Preview(null, figure.size().width(), figure.size().height(), e.getMessage());
        } catch (RuntimeException | Error e) {
            problems.unexpected("drawing a figure", e);
            return new Preview(null, figure.size().width(), figure.size().height(), "The figure could not be drawn");
        }
    }

    private MadeFigure made(Figure figure) {
        List<BoundRun> bound = new ArrayList<>();
        figure.runs().forEach(run -> bound.add(shelf.open(run)));
        return MadeFigure.of(figure, bound);
    }

    /** Keeps the figure beside its run. */
    public void save() {
        Figure figure = figure();
        String called = name.get().strip();
        work("The figure could not be saved", "saving a figure", () -> {
            made(figure); // what cannot be made is not worth keeping
            Path file = FigureFile.place(figure, called);
            FigureFile.write(file, figure);
            return "Saved " + file;
        });
    }

    /** Takes a kept figure up again. */
    public void open(Path file) {
        threads.background().execute(() -> {
            try {
                Figure figure = FigureFile.read(file);
                List<RunChoice> others = figure.runs().stream().map(run -> new RunChoice(run, RunShelf.about(run))).toList();
                threads.ui().execute(() -> take(file, figure, others));
            } catch (UserError e) {
                problems.tell("The figure could not be opened", e.getMessage());
            }
        });
    }

    private void take(Path file, Figure figure, List<RunChoice> itsRuns) {
        for (RunChoice run : itsRuns) {
            if (runs.stream().noneMatch(known -> known.folder().equals(run.folder()))) {
                watch(run);
                runs.add(run);
            }
        }
        String called = file.getFileName().toString();
        drafts.put(figure.template(), figure);
        if (template.get() == figure.template()) {
            show(figure);
        } else {
            template.set(figure.template());
        }
        name.set(called.endsWith(FigureFile.ENDING) ? called.substring(0, called.length() - FigureFile.ENDING.length()) : called);
    }

    /** Writes the figure. */
    public void export(Path file, FigureFormat format) {
        Figure figure = figure();
        work("The figure could not be exported", "exporting a figure", () -> {
            made(figure).write(file, format);
            return "Exported " + file;
        });
    }

    /** Writes all chosen figures, each as it was last seen, into a folder. @param formats what each is written as, where it can be */
    public void exportChosen(Path folder, List<FigureFormat> formats) {
        drafts.put(template.get(), figure());
        Map<String, Figure> figures = new LinkedHashMap<>();
        chosen.forEach((one, on) -> {
            if (on.get()) {
                Figure draft = drafts.containsKey(one) ? drafts.get(one) : draft(one).withRuns(lastBound.stream().limit(one.mostRuns()).toList());
                figures.put(one.id(), draft);
            }
        });
        if (figures.isEmpty()) {
            problems.tell("No figure is chosen", "Tick the figures on the left that shall be exported together.");
            return;
        }
        work("The figures could not be exported", "exporting figures", () -> {
            FigureSet.Result result = FigureSet.write(figures, folder, formats, (done, total, _) -> {
                if (givenUp) {
                    throw new CancellationException();
                }
                threads.ui().execute(() -> progress.set((double) done / total));
            });
            if (!result.left().isEmpty()) {
                problems.tell(result.left().size() == 1 ? "A figure was left out" : result.left().size() + " figures were left out",
                        result.left().values().stream().collect(Collectors.joining("\n")));
            }
            return "Exported " + result.written().size() + " files to " + folder;
        });
    }

    /** Ends the export between two files; what is written stays. */
    public void giveUp() {
        givenUp = true;
    }

    private interface Work {
        String done();
    }

    private void work(String refusal, String doing, Work work) {
        if (exporting.get()) {
            return;
        }
        String wrong = form.problem();
        if (!wrong.isEmpty()) {
            problems.tell(refusal, wrong);
            return;
        }
        givenUp = false;
        exporting.set(true);
        progress.set(0);
        threads.background().execute(() -> {
            String line = "";
            try {
                line = work.done();
            } catch (CancellationException e) {
                line = "The export was cancelled; what was written stays";
            } catch (UserError e) {
                problems.tell(refusal, e.getMessage());
            } catch (RuntimeException | Error e) {
                problems.unexpected(doing, e);
            }
            String outcome = line;
            threads.ui().execute(() -> {
                exporting.set(false);
                if (!outcome.isEmpty()) {
                    said.accept(outcome);
                }
            });
        });
    }
}

package sparkgaia.lab.run.html;

import sparkgaia.lab.run.html.Page.Bars;
import sparkgaia.lab.run.html.Page.Chart;
import sparkgaia.lab.run.html.Page.Figure;
import sparkgaia.lab.run.html.Page.HeatMaps;
import sparkgaia.lab.run.html.Page.Section;
import sparkgaia.lab.run.html.Page.Table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Makes the text of a page: whole in itself, and the same for equal pages. */
public final class HtmlReport {
    private static final String STYLE = "/sparkgaia/lab/report.css";

    private final Markup to = new Markup();
    private int figures;

    private HtmlReport() {}

    public static String of(Page page) {
        return new HtmlReport().page(page);
    }

    private String page(Page page) {
        to.open("html", "lang", "en").open("head");
        to.empty("meta", "charset", "utf-8");
        to.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        to.text("title", page.title());
        to.open("style").raw(style()).close();
        to.close().open("body").open("main").open("header");
        to.text("h1", page.title());
        page.intro().forEach(line -> to.text("p", line));
        to.close();
        page.sections().forEach(this::section);
        to.close().close().close();
        return "<!DOCTYPE html>\n" + to;
    }

    private void section(Section section) {
        to.open("section").text("h2", section.title());
        section.text().forEach(line -> to.text("p", line));
        section.figures().forEach(this::figure);
        to.close();
    }

    private void figure(Figure figure) {
        figures++;
        to.open("figure").text("figcaption", figure.title());
        if (figure instanceof Chart chart) {
            new ChartSvg(chart, figures).draw(to);
        } else if (figure instanceof Bars bars) {
            new BarsSvg(bars).draw(to);
        } else if (figure instanceof HeatMaps maps) {
            new HeatMapSvg(maps).draw(to);
        } else if (figure instanceof Table table) {
            TableHtml.draw(table, to);
        }
        to.close();
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
            return new String(
                    Objects.requireNonNull(in, STYLE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

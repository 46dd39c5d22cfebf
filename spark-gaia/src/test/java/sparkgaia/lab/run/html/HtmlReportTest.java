package sparkgaia.lab.run.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

import sparkgaia.lab.run.html.Page.Axis;
import sparkgaia.lab.run.html.Page.Bar;
import sparkgaia.lab.run.html.Page.Bars;
import sparkgaia.lab.run.html.Page.Cell;
import sparkgaia.lab.run.html.Page.Chart;
import sparkgaia.lab.run.html.Page.Figure;
import sparkgaia.lab.run.html.Page.HeatMaps;
import sparkgaia.lab.run.html.Page.Panel;
import sparkgaia.lab.run.html.Page.Section;
import sparkgaia.lab.run.html.Page.Series;
import sparkgaia.lab.run.html.Page.Table;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

class HtmlReportTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    /** What a hostile or careless name could be. */
    private static final String EVIL =
            "</title></style><script>alert('1')</script> \" onload=\"x & <b>\u0000\ud800 ]]>";

    private static Document parsed(String html) throws Exception {
        assertTrue(html.startsWith("<!DOCTYPE html>\n<html"));
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler());
        return builder.parse(
                new InputSource(new StringReader(html.substring(html.indexOf('\n') + 1))));
    }

    private static Page page(Figure... figures) {
        return new Page("t", List.of(), List.of(new Section("s", List.of(), List.of(figures))));
    }

    private static List<Element> elements(Document page, String name, String ofClass) {
        var found = new ArrayList<Element>();
        var all = page.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            var element = (Element) all.item(i);
            if (List.of(element.getAttribute("class").split(" ")).contains(ofClass)) {
                found.add(element);
            }
        }
        return found;
    }

    @Test
    void aStudysPageIsWellFormedAndShowsEverything() throws Exception {
        Document page = parsed(HtmlReport.of(Sample.page()));
        String text = page.getDocumentElement().getTextContent();
        for (String model : Sample.MODELS) {
            assertTrue(text.contains(model), model);
        }
        for (String shown :
                List.of("paper 23.8", "SaoPaulo", "barred row", "virtual time (s), logarithmic")) {
            assertTrue(text.contains(shown), shown);
        }
        assertEquals(Sample.MODELS.size() + 2, page.getElementsByTagName("polyline").getLength());
        assertEquals(2 + 1 + 4 + 2, page.getElementsByTagName("svg").getLength());
        assertEquals(4 * 121 + 2 * 4, elements(page, "rect", "cell").size());
        assertEquals(4 + 1 + 5 * 3 + 1, elements(page, "rect", "part").size());
    }

    @Test
    void nothingIsFetchedAndNothingRuns() {
        String html = HtmlReport.of(Sample.page());
        String rest = html.replace("http://www.w3.org/2000/svg", "");
        for (String word : List.of("://", "<script", "@import", "src=", "href=", "javascript")) {
            assertFalse(rest.contains(word), word);
        }
    }

    @Test
    void equalPagesGiveEqualText() {
        assertEquals(HtmlReport.of(Sample.page()), HtmlReport.of(Sample.page()));
    }

    @Test
    void whateverTextIsGivenStaysText() throws Exception {
        double[] one = {1, 2};
        var figures =
                List.<Figure>of(
                        new Chart(
                                EVIL,
                                Axis.linear(EVIL),
                                Axis.logarithmic(EVIL),
                                List.of(new Series(EVIL, one, one))),
                        new Bars(EVIL, EVIL, List.of(EVIL), List.of(new Bar(EVIL, new double[1]))),
                        new HeatMaps(
                                EVIL,
                                EVIL,
                                List.of(EVIL),
                                List.of(new Panel(EVIL, new double[][] {{5}}))),
                        new Table(EVIL, List.of(EVIL), List.of(List.of(new Cell(EVIL, EVIL)))));
        var page =
                new Page(EVIL, List.of(EVIL), List.of(new Section(EVIL, List.of(EVIL), figures)));
        Document parsed = parsed(HtmlReport.of(page));
        assertEquals(0, parsed.getElementsByTagName("script").getLength());
        assertEquals(0, parsed.getElementsByTagName("b").getLength());
        String kept = EVIL.replace('\u0000', '\ufffd').replace('\ud800', '\ufffd');
        assertEquals(kept, parsed.getElementsByTagName("h1").item(0).getTextContent());
        assertEquals(kept, parsed.getElementsByTagName("td").item(0).getTextContent());
        var all = parsed.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            assertFalse(((Element) all.item(i)).hasAttribute("onload"));
        }
    }

    @Test
    void numbersThatAreNoneAndFiguresWithoutContentAreLeftOut() throws Exception {
        double[] x = {0, 1, 2, NAN, 4, 5};
        double[] y = {1, NAN, INFINITE, 1, -1, 3};
        var odd =
                List.of(new Series("odd", x, y), new Series("none", new double[0], new double[0]));
        String html =
                HtmlReport.of(
                        page(
                                new Chart("a", Axis.logarithmic("x"), Axis.logarithmic("y"), odd),
                                new Chart("b", Axis.linear("x"), Axis.linear("y"), odd),
                                new Chart("c", Axis.linear("x"), Axis.linear("y"), List.of()),
                                new Bars("d", "%", List.of("c"), List.of()),
                                new Bars(
                                        "e",
                                        "%",
                                        List.of("c", "d"),
                                        List.of(new Bar("n", new double[] {NAN, 0}))),
                                new HeatMaps("f", "B", List.of(), List.of()),
                                new HeatMaps(
                                        "g",
                                        "B",
                                        List.of("p"),
                                        List.of(new Panel("q", new double[][] {{NAN}}))),
                                new Table("h", List.of("x"), List.of())));
        Document page = parsed(html);
        for (String word : List.of("NaN", "Infinity")) {
            assertFalse(html.contains(word), word);
        }
        var lines = page.getElementsByTagName("polyline");
        assertEquals(1, ((Element) lines.item(0)).getAttribute("points").split(" ").length);
        assertEquals(3, ((Element) lines.item(2)).getAttribute("points").split(" ").length);
    }

    @Test
    void aLineThatRunsAwayLeavesTheScaleAndSaysSo() throws Exception {
        double[] x = {1, 2, 3};
        var chart =
                new Chart(
                        "c",
                        Axis.linear("x"),
                        Axis.linear("y"),
                        List.of(
                                new Series("good", x, new double[] {0.9, 0.5, 0.4}),
                                new Series("fine", x, new double[] {0.8, 0.6, 0.5}),
                                new Series("wild", x, new double[] {0.9, 50, 1e9})));
        Document page = parsed(HtmlReport.of(page(chart)));
        assertTrue(page.getDocumentElement().getTextContent().contains("wild (leaves the scale)"));
        List<Element> heights = elements(page, "text", "end");
        assertEquals("0.9", heights.get(heights.size() - 1).getTextContent());
        assertEquals(1, page.getElementsByTagName("clipPath").getLength());
    }

    @Test
    void longLinesAreThinnedButKeepTheirEnds() throws Exception {
        double[] x = new double[10_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = i + 1;
        }
        String html =
                HtmlReport.of(
                        page(
                                new Chart(
                                        "c",
                                        Axis.linear("x"),
                                        Axis.linear("y"),
                                        List.of(new Series("s", x, x)))));
        var line = (Element) parsed(html).getElementsByTagName("polyline").item(0);
        String[] points = line.getAttribute("points").split(" ");
        assertEquals(400, points.length);
        assertEquals("942.0", points[399].split(",")[0]);
    }

    @Test
    void barsAreAsLongAsTheirNumbers() throws Exception {
        var bars =
                new Bars(
                        "b",
                        "s",
                        List.of("c", "d"),
                        List.of(new Bar("x", new double[] {10, 30}), new Bar("y", new double[2])));
        List<Element> parts = elements(parsed(HtmlReport.of(page(bars))), "rect", "part");
        double first = Double.parseDouble(parts.get(2).getAttribute("width"));
        double second = Double.parseDouble(parts.get(3).getAttribute("width"));
        assertEquals(3, second / first, 0.01);
        assertEquals(4, parts.size());
    }

    @Test
    void moreTravelledLinksAreDarker() throws Exception {
        double[][] values = {{1, 10, 100}, {1e3, 1e4, 1e5}, {0, NAN, 1e6}};
        var maps = new HeatMaps("m", "B", List.of("a", "b", "c"), List.of(new Panel("p", values)));
        List<Element> cells = elements(parsed(HtmlReport.of(page(maps))), "rect", "cell");
        int before = 0;
        for (int i : new int[] {0, 1, 2, 3, 4, 5, 8}) {
            int heat = Integer.parseInt(cells.get(i).getAttribute("class").substring(6));
            assertTrue(heat >= before, "cell " + i);
            before = heat;
        }
        assertEquals("cell h0", cells.get(6).getAttribute("class"));
        assertEquals("cell none", cells.get(7).getAttribute("class"));
        assertEquals("cell h6", cells.get(8).getAttribute("class"));
        assertTrue(cells.get(8).getTextContent().contains("c \u2192 c: 1 MB"));
    }

    @Test
    void figuresOfOddShapeAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Series("s", new double[2], new double[3]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Bars("b", "l", List.of("c"), List.of(new Bar("x", new double[2]))));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new HeatMaps(
                                "m", "B", List.of("a"), List.of(new Panel("p", new double[2][1]))));
    }
}

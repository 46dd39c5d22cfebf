package sparkgaia.lab.run.html;

import sparkgaia.lab.run.html.Page.Cell;
import sparkgaia.lab.run.html.Page.Table;

import java.util.List;
import java.util.regex.Pattern;

/** Rows of text; columns of numbers are set to the right. */
final class TableHtml {
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[<>~\u2248]? ?[-+]?[\\d,. ]*\\d[x\u00d7%]?( ?[a-zA-Z/%\u00b5]{1,5})?|[-\u2013\u221e]?|never|none");

    private TableHtml() {}

    static void draw(Table table, Markup to) {
        to.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (int column = 0; column < table.head().size(); column++) {
            to.text(
                    "th",
                    table.head().get(column),
                    "scope",
                    "col",
                    "colspan",
                    hasBeside(table, column) ? 2 : 1,
                    "class",
                    kind(table, column));
        }
        to.close().close().open("tbody");
        for (List<Cell> row : table.rows()) {
            to.open("tr");
            for (int column = 0; column < row.size(); column++) {
                to.text("td", row.get(column).text(), "class", kind(table, column));
                if (hasBeside(table, column)) {
                    to.text("td", row.get(column).beside(), "class", "beside");
                }
            }
            to.close();
        }
        to.close().close().close();
    }

    private static String kind(Table table, int column) {
        return isNumbers(table, column) ? "number" : "words";
    }

    /** What stands beside a column's cells has a column of its own, or the numbers would not be in line. */
    private static boolean hasBeside(Table table, int column) {
        return table.rows().stream()
                .anyMatch(row -> row.size() > column && !row.get(column).beside().isEmpty());
    }

    private static boolean isNumbers(Table table, int column) {
        return column > 0
                && table.rows().stream()
                        .filter(row -> row.size() > column)
                        .allMatch(row -> NUMBER.matcher(row.get(column).text()).matches());
    }
}

package sparkgaia.lab.wan;

import java.util.ArrayList;
import java.util.List;

/**
 * A square table of numbers, region by region, as a CSV file has it: a header {@code region,A,B,...} and a row for each
 * region in the same order. The diagonal is what a region's own machines have among themselves.
 */
record Matrix(List<String> names, double[][] entries) {
    static final int REGIONS_MAX = 1000;

    /** What an entry means: its unit, and whether it may be nothing. */
    record Unit(String name, boolean allowsZero) {
        static final Unit MBPS = new Unit("Mb/s", false);
        static final Unit MILLIS = new Unit("ms", true);
    }

    static Matrix parse(String file, String text, Unit unit) {
        List<String> lines = text.stripTrailing().lines().toList();
        if (lines.isEmpty()) {
            throw new BadWan(file + ": is empty; the first line should be region,A,B,...");
        }
        List<String> names = header(file, lines.get(0));
        int size = names.size();
        if (lines.size() - 1 != size) {
            throw new BadWan(
                    file,
                    lines.size(),
                    "is not square: "
                            + size
                            + " regions in the header, but "
                            + (lines.size() - 1)
                            + " rows");
        }
        double[][] entries = new double[size][];
        for (int row = 0; row < size; row++) {
            entries[row] = row(file, row, cells(lines.get(row + 1)), names, unit);
        }
        return new Matrix(names, entries);
    }

    private static List<String> header(String file, String line) {
        List<String> cells = cells(line);
        var names = new ArrayList<String>();
        for (int column = 1; column < cells.size(); column++) {
            String name = cells.get(column);
            if (name.isEmpty()) {
                throw new BadWan(
                        file + " line 1 column " + (column + 1) + ": a region without a name");
            }
            if (names.contains(name)) {
                throw new BadWan(file, 1, column + 1, name, "is named twice");
            }
            names.add(name);
        }
        if (names.isEmpty() || names.size() > REGIONS_MAX) {
            throw new BadWan(
                    file,
                    1,
                    names.size() + " regions, but there must be between 1 and " + REGIONS_MAX);
        }
        return names;
    }

    private static double[] row(
            String file, int row, List<String> cells, List<String> names, Unit unit) {
        int line = row + 2;
        String name = cells.get(0);
        if (!name.equals(names.get(row))) {
            String expected = "\"" + names.get(row) + "\", the same order as the columns";
            String why =
                    names.contains(name)
                            ? (names.indexOf(name) < row ? "is named twice" : "comes too early")
                            : "is not a region of the header";
            throw new BadWan(file, line, 1, name, why + "; expected " + expected);
        }
        if (cells.size() != names.size() + 1) {
            throw new BadWan(
                    file,
                    line,
                    1,
                    name,
                    "has " + (cells.size() - 1) + " entries for " + names.size() + " regions");
        }
        double[] entries = new double[names.size()];
        for (int to = 0; to < entries.length; to++) {
            String flaw = flaw(cells.get(to + 1), unit);
            if (flaw != null) {
                throw new BadWan(file, line, to + 2, names.get(to), flaw);
            }
            entries[to] = Double.parseDouble(cells.get(to + 1));
        }
        return entries;
    }

    private static String flaw(String cell, Unit unit) {
        if (cell.isEmpty()) {
            return "is missing; expected a number of " + unit.name;
        }
        double number;
        try {
            number = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return "\"" + cell + "\" is not a number of " + unit.name;
        }
        if (!Double.isFinite(number)) {
            return "\"" + cell + "\" is not a finite number of " + unit.name;
        }
        if (number < 0) {
            return cell + " " + unit.name + " is negative";
        }
        return number == 0 && !unit.allowsZero
                ? "0 " + unit.name + " would never deliver anything"
                : null;
    }

    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        for (String cell : line.split(",", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }
}

package sparkgaia.server.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which tables the operator lets other regions have; an empty list means all. */
public record SharedTables(List<SharedTable> tables) {
    public static final SharedTables ALL = new SharedTables(List.of());

    public SharedTables {
        tables = List.copyOf(tables);
    }

    static SharedTables parse(List<String> words) {
        if (words.equals(List.of("all"))) {
            return ALL;
        }
        List<SharedTable> tables = words.stream().map(SharedTable::parse).toList();
        long names = tables.stream().map(SharedTable::name).distinct().count();
        if (names < tables.size()) {
            throw new BadValue("names a table twice");
        }
        return new SharedTables(tables);
    }

    /** Why a table of this size may not be shared, or empty if it may. */
    public Optional<String> objection(String name, long rows, int width) {
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        for (SharedTable table : tables) {
            if (table.name().equals(name)) {
                return rows <= table.rowsMax() && width <= table.widthMax()
                        ? Optional.empty()
                        : Optional.of(
                                "table \"%s\" has %d rows of %d cells, but gaia.tables allows %d of %d"
                                        .formatted(
                                                name,
                                                rows,
                                                width,
                                                table.rowsMax(),
                                                table.widthMax()));
            }
        }
        return Optional.of("table \"" + name + "\" is not among gaia.tables, which lists " + this);
    }

    @Override
    public String toString() {
        return tables.isEmpty()
                ? "all"
                : tables.stream().map(SharedTable::toString).collect(Collectors.joining(", "));
    }
}

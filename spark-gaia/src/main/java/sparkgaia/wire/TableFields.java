package sparkgaia.wire;

import sparkgaia.core.table.InitialValue;
import sparkgaia.core.table.OuterFunction;
import sparkgaia.core.table.TableSpec;

import java.util.Map;

/** The fields of a table: {@code table.0.name = items} and so on. */
final class TableFields {
    private TableFields() {}

    static String first(int table) {
        return prefix(table) + "name";
    }

    private static String prefix(int table) {
        return "table." + table + ".";
    }

    static void write(TableSpec spec, int table, Map<String, String> fields) {
        String prefix = prefix(table);
        fields.put(prefix + "name", spec.name());
        fields.put(prefix + "rows", String.valueOf(spec.rows()));
        fields.put(prefix + "width", String.valueOf(spec.width()));
        fields.put(prefix + "scale", String.valueOf(spec.scale()));
        fields.put(prefix + "scope", Fields.word(spec.scope()));
        fields.put(prefix + "merge", Fields.word(spec.merge()));
        fields.put(prefix + "frozen", String.valueOf(spec.isFrozen()));
        fields.put(prefix + "outer", outer(spec.outer()));
        fields.put(prefix + "initial", initial(spec.initial()));
    }

    static TableSpec read(Fields fields, int table) throws BadJob {
        String prefix = prefix(table);
        return new TableSpec(
                fields.text(prefix + "name"),
                fields.integer(prefix + "rows", 1, TableSpec.ROWS_MAX),
                fields.integer(prefix + "width", 1, TableSpec.WIDTH_MAX),
                fields.integer(prefix + "scale", 0, TableSpec.SCALE_MAX),
                fields.one(prefix + "scope", TableSpec.Scope.class),
                fields.one(prefix + "merge", TableSpec.Merge.class),
                fields.flag(prefix + "frozen"),
                outer(prefix + "outer", fields.text(prefix + "outer")),
                initial(prefix + "initial", fields.text(prefix + "initial")));
    }

    private static String outer(OuterFunction function) {
        return function instanceof OuterFunction.Nesterov nesterov
                ? "nesterov " + nesterov.learningRate() + " " + nesterov.momentum()
                : "identity";
    }

    private static OuterFunction outer(String field, String text) throws BadJob {
        String[] words = text.split(" ");
        if (words.length == 3 && words[0].equals("nesterov")) {
            return OuterFunction.nesterov(
                    Fields.real(field, words[1]), Fields.real(field, words[2]));
        }
        if (!text.equals("identity")) {
            throw Fields.wrong(field, text);
        }
        return OuterFunction.IDENTITY;
    }

    private static String initial(InitialValue value) {
        if (value instanceof InitialValue.Even even) {
            return "even seed "
                    + even.seed()
                    + " salt "
                    + even.salt()
                    + " columns "
                    + even.columns()
                    + " deviation "
                    + even.deviation()
                    + " scale "
                    + even.scale();
        }
        return "constant " + ((InitialValue.Constant) value).cell();
    }

    private static InitialValue initial(String field, String text) throws BadJob {
        String[] words = text.split(" ");
        if (words.length == 2 && words[0].equals("constant")) {
            return new InitialValue.Constant(integer(field, words[1]));
        }
        if (words.length != 11 || !words[0].equals("even")) {
            throw Fields.wrong(field, text);
        }
        return new InitialValue.Even(
                Fields.number(field, words[2], Long.MIN_VALUE, Long.MAX_VALUE),
                integer(field, words[4]),
                integer(field, words[6]),
                Fields.real(field, words[8]),
                integer(field, words[10]));
    }

    private static int integer(String field, String text) throws BadJob {
        return (int) Fields.number(field, text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}

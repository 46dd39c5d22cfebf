package sparkgaia.wire;

import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;

import java.util.Map;

/** The fields of a synchronisation model. */
final class ModelFields {
    private static final String PREFIX = "model.";

    private ModelFields() {}

    static void write(SyncModel model, Map<String, String> fields) {
        fields.put(PREFIX + "name", model.name());
        fields.put(PREFIX + "by-clock", String.valueOf(model.isByClock()));
        fields.put(PREFIX + "choice", choice(model.choice()));
        fields.put(PREFIX + "slack", slack(model.slack()));
        fields.put(PREFIX + "through-slack", slack(model.throughSlack()));
        fields.put(PREFIX + "seal-slack", slack(model.sealSlack()));
        fields.put(PREFIX + "announces", String.valueOf(model.announces()));
        fields.put(PREFIX + "rounds", String.valueOf(model.rounds()));
        fields.put(PREFIX + "overlap", String.valueOf(model.overlap()));
        fields.put(PREFIX + "round-bits", String.valueOf(model.roundBits()));
        fields.put(PREFIX + "budget", String.valueOf(model.budget()));
        fields.put(PREFIX + "ration", String.valueOf(model.ration()));
    }

    static SyncModel read(Fields fields) throws BadJob {
        return new SyncModel(
                fields.text(PREFIX + "name"),
                fields.flag(PREFIX + "by-clock"),
                choice(fields.text(PREFIX + "choice")),
                slack(fields, PREFIX + "slack"),
                slack(fields, PREFIX + "through-slack"),
                slack(fields, PREFIX + "seal-slack"),
                fields.flag(PREFIX + "announces"),
                fields.flag(PREFIX + "rounds"),
                fields.integer(PREFIX + "overlap", 0, Integer.MAX_VALUE),
                fields.integer(PREFIX + "round-bits", 0, Integer.MAX_VALUE),
                fields.real(PREFIX + "budget"),
                fields.real(PREFIX + "ration"));
    }

    private static String slack(int clocks) {
        return clocks == SyncModel.UNBOUNDED ? "unbounded" : String.valueOf(clocks);
    }

    private static int slack(Fields fields, String name) throws BadJob {
        String text = fields.text(name);
        return text.equals("unbounded")
                ? SyncModel.UNBOUNDED
                : (int) Fields.number(name, text, 0, SyncModel.UNBOUNDED);
    }

    private static String choice(RowChoice choice) {
        if (choice instanceof RowChoice.LargestFirst largest) {
            return "largest-first age " + largest.age() + " bits " + largest.bits();
        } else if (choice instanceof RowChoice.SignificantCounts counts) {
            return "significant-counts age " + counts.age() + " filter " + counts.filter();
        } else if (choice instanceof RowChoice.SignificantCells cells) {
            return "significant-cells threshold " + cells.threshold();
        } else if (choice instanceof RowChoice.SignificantRows rows
                && rows.significance().equals(RowChoice.Significance.NORM)) {
            return "significant-rows threshold " + rows.threshold();
        } else if (choice.equals(RowChoice.NOTHING)) {
            return "nothing";
        } else if (choice.equals(RowChoice.PACKED)) {
            return "packed";
        } else if (choice.equals(RowChoice.EVERYTHING)) {
            return "everything";
        }
        throw new IllegalArgumentException(
                "a choice of rows that other regions cannot know: " + choice.getClass());
    }

    private static RowChoice choice(String text) throws BadJob {
        String field = PREFIX + "choice";
        String[] words = text.split(" ");
        switch (words.length == 1 ? text : words[0] + words.length) {
            case "everything":
                return RowChoice.EVERYTHING;
            case "packed":
                return RowChoice.PACKED;
            case "nothing":
                return RowChoice.NOTHING;
            case "largest-first5":
                return new RowChoice.LargestFirst(integer(words[2]), integer(words[4]));
            case "significant-counts5":
                return new RowChoice.SignificantCounts(
                        integer(words[2]), Fields.real(field, words[4]));
            case "significant-cells3":
                return new RowChoice.SignificantCells(Fields.real(field, words[2]));
            case "significant-rows3":
                return new RowChoice.SignificantRows(
                        Fields.real(field, words[2]), RowChoice.Significance.NORM);
            default:
                throw Fields.wrong(field, text);
        }
    }

    private static int integer(String text) throws BadJob {
        return (int) Fields.number(PREFIX + "choice", text, 0, Integer.MAX_VALUE);
    }
}

package sparkgaia.spark;

import org.apache.spark.sql.types.StructType;

import java.util.List;

/**
 * What of a DataFrame is trained on.
 *
 * @param fields the columns, in the order in which a {@link Recipe} finds them in a row
 * @param key names of fields: records that agree in them go to the same worker of their region; if it is empty, records
 *     are spread evenly
 * @param isHomed whether all records of a key are to be in one region; the {@link Facts} then say how many keys break it
 */
public record Input(List<Field> fields, List<String> key, boolean isHomed) {
    public Input(List<Field> fields, List<String> key) {
        this(fields, key, false);
    }

    public Input {
        fields = List.copyOf(fields);
        key = List.copyOf(key);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to train on: an input has a field at least");
        }
        for (String name : key) {
            if (fields.stream().noneMatch(field -> field.column().equals(name))) {
                throw new IllegalArgumentException("the key " + name + " is no field of the input");
            }
        }
    }

    public static Input of(Field... fields) {
        return new Input(List.of(fields), List.of());
    }

    public Input dealtBy(String... names) {
        return new Input(fields, List.of(names), isHomed);
    }

    public Input homed() {
        return new Input(fields, key, true);
    }

    /** Throws unless this schema has all the fields. */
    public void check(StructType schema) {
        fields.forEach(field -> field.check(schema));
    }
}

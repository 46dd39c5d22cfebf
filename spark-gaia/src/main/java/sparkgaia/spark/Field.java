package sparkgaia.spark;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * A column that records are made of, as this type. A number may be given as any type of number and is converted; where
 * the type is one of whole numbers, each has to be one that the type can hold.
 */
public record Field(String column, DataType type) {
    static Column column(String name) {
        return new Column("`" + name.replace("`", "``") + "`");
    }

    boolean isNumber() {
        return type instanceof NumericType;
    }

    /** Throws unless the schema has it in a type that becomes this one. */
    void check(StructType schema) {
        if (!java.util.Arrays.asList(schema.fieldNames()).contains(column)) {
            throw new IllegalArgumentException(
                    "there is no column "
                            + column
                            + "; there are "
                            + String.join(", ", schema.fieldNames())
                            + ": set the parameter that names it");
        }
        DataType found = schema.apply(column).dataType();
        boolean fits =
                isNumber()
                        ? found instanceof NumericType
                        : DataType.equalsIgnoreNullability(found, type);
        if (!fits) {
            throw new IllegalArgumentException(
                    "column "
                            + column
                            + " is of type "
                            + found.simpleString()
                            + ", "
                            + (isNumber() ? "a number" : type.simpleString())
                            + " is needed: convert it, or set the parameter that names it to another");
        }
    }
}

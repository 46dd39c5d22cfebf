package sparkgaia.spark;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SortArray;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.ExpressionUtils;

import scala.jdk.javaapi.CollectionConverters;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Aggregates that are folded row by row where the rows are, so that no more than one value of each leaves a task. Those
 * that are known here can be put together from their values over parts: counts, sums, least and greatest, and sets.
 */
final class Fold {
    /** What values over two parts become. */
    enum Kind {
        COUNT,
        SUM,
        MIN,
        MAX,
        SET,
        /** The smallest hashes, see {@link Homes}. */
        HOMES
    }

    private Fold() {}

    /**
     * An aggregate as something to read of each row and a way to fold it.
     *
     * @param argument of a count: null where the row does not count
     */
    record Part(Kind kind, Column argument) {}

    /** Takes aggregates apart; those of columns that identify records may only count. */
    static List<Part> parts(Dataset<Row> data, List<Column> facts, List<String> pinned) {
        if (facts.isEmpty()) {
            return List.of();
        }
        var rest = facts.subList(1, facts.size()).toArray(Column[]::new);
        var counted = (org.apache.spark.sql.classic.Dataset<Row>) data.agg(facts.get(0), rest);
        LogicalPlan plan = counted.queryExecution().analyzed();
        var parts = new ArrayList<Part>();
        if (plan instanceof Aggregate aggregate) {
            for (NamedExpression one :
                    CollectionConverters.asJava(aggregate.aggregateExpressions())) {
                parts.add(part(one, pinned));
            }
        }
        if (parts.size() != facts.size()) {
            throw refused(plan.toString().strip());
        }
        return parts;
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(
                "fact "
                        + what
                        + " cannot be counted where the records are: use count, sum, min, max or"
                        + " collect_set of something that a row has");
    }

    private static Part part(NamedExpression one, List<String> pinned) {
        Expression named = one instanceof Alias alias ? alias.child() : (Expression) one;
        // A set that is folded here is in order anyway.
        Expression inner = named instanceof SortArray sorted ? sorted.base() : named;
        if (!(inner instanceof AggregateExpression of)
                || of.filter().isDefined()
                || of.aggregateFunction().children().size() != 1) {
            throw refused(one.name());
        }
        Expression argument = of.aggregateFunction().children().head();
        Kind kind =
                switch (of.aggregateFunction().getClass().getSimpleName()) {
                    case "Count" -> Kind.COUNT;
                    case "Sum" -> Kind.SUM;
                    case "Min" -> Kind.MIN;
                    case "Max" -> Kind.MAX;
                    case "CollectSet" -> Kind.SET;
                    default -> throw refused(one.name());
                };
        if (of.isDistinct()) {
            throw refused(one.name());
        }
        for (var column : CollectionConverters.asJava(argument.references().toSeq())) {
            if (kind != Kind.COUNT && pinned.contains(column.name())) {
                throw new IllegalArgumentException(
                        "fact "
                                + one.name()
                                + " would take values of column "
                                + column.name()
                                + " out of their region, by which records are dealt: only their count"
                                + " may leave");
            }
        }
        return new Part(kind, ExpressionUtils.column(argument));
    }

    /** Values of all parts, as they are folded. */
    static final class Values implements Serializable {
        private static final long serialVersionUID = 1L;

        private final Kind[] kinds;
        private final Object[] values;

        Values(List<Kind> kinds) {
            this.kinds = kinds.toArray(Kind[]::new);
            this.values = new Object[this.kinds.length];
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        switch (this.kinds[i]) {
                            case COUNT -> 0L;
                            case SET, HOMES -> new TreeSet<Object>();
                            case SUM, MIN, MAX -> null;
                        };
            }
        }

        /** A row's arguments, the first of which is at this place. */
        void add(Row row, int from) {
            for (int i = 0; i < values.length; i++) {
                Object argument = row.get(from + i);
                if (argument != null) {
                    add(i, argument);
                }
            }
        }

        private void add(int i, Object argument) {
            if (kinds[i] == Kind.COUNT) {
                values[i] = (Long) values[i] + 1;
            } else if (kinds[i] == Kind.SET) {
                set(values[i]).add(argument);
            } else if (kinds[i] == Kind.HOMES) {
                Homes.add(homes(i), (Long) argument);
            } else {
                merge(i, kinds[i] == Kind.SUM ? wide(argument) : argument);
            }
        }

        void add(Values other) {
            for (int i = 0; i < values.length; i++) {
                if (kinds[i] == Kind.SET) {
                    set(values[i]).addAll(set(other.values[i]));
                } else if (kinds[i] == Kind.HOMES) {
                    TreeSet<Long> homes = homes(i);
                    other.homes(i).forEach(hash -> Homes.add(homes, hash));
                } else if (other.values[i] != null) {
                    merge(i, other.values[i]);
                }
            }
        }

        private void merge(int i, Object value) {
            Object before = values[i];
            values[i] =
                    before == null
                            ? value
                            : switch (kinds[i]) {
                                case COUNT, SUM -> sum(before, value);
                                case MIN -> compare(value, before) < 0 ? value : before;
                                case MAX -> compare(value, before) > 0 ? value : before;
                                case SET, HOMES ->
                                        throw new IllegalStateException("sets are added to");
                            };
        }

        /** As Spark gives sums: of whole numbers a long, else a double or a decimal. */
        private static Object wide(Object number) {
            if (number instanceof BigDecimal) {
                return number;
            }
            var of = (Number) number;
            return number instanceof Double || number instanceof Float
                    ? (Object) of.doubleValue()
                    : (Object) of.longValue();
        }

        private static Object sum(Object one, Object other) {
            if (one instanceof Long a) {
                return Math.addExact(a, (Long) other);
            } else if (one instanceof Double a) {
                return a + (Double) other;
            }
            return ((BigDecimal) one).add((BigDecimal) other);
        }

        @SuppressWarnings("unchecked")
        private static int compare(Object one, Object other) {
            return ((Comparable<Object>) one).compareTo(other);
        }

        @SuppressWarnings("unchecked")
        private static TreeSet<Object> set(Object value) {
            return (TreeSet<Object>) value;
        }

        @SuppressWarnings("unchecked")
        TreeSet<Long> homes(int i) {
            return (TreeSet<Long>) values[i];
        }

        long count(int i) {
            return (Long) values[i];
        }

        /** As Spark has them in a row: a set is a sequence, in order. */
        Object value(int i) {
            return kinds[i] == Kind.SET
                    ? CollectionConverters.asScala(new ArrayList<>(set(values[i]))).toSeq()
                    : values[i];
        }
    }
}

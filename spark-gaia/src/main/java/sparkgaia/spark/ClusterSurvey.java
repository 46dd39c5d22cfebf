package sparkgaia.spark;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.BarrierTaskContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;

import scala.collection.Iterator;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What {@link Survey} does in one JVM, where executors are in several regions: each task goes through its part of its
 * region's files, and one value of each count comes to the driver. Nothing is shuffled.
 */
final class ClusterSurvey {
    private final Input input;
    private final RegionData data;
    private final List<Column> facts;

    ClusterSurvey(Input input, RegionData data, List<Column> facts) {
        this.input = input;
        this.data = data;
        this.facts = facts;
    }

    /** Folds the rows of a task's part of its region. */
    private record Look(ArrayList<Fold.Kind> kinds) implements RegionWork<Fold.Values> {
        private static final long serialVersionUID = 1L;

        @Override
        public Fold.Values work(BarrierTaskContext task, Crew crew, RegionRows rows) {
            var values = new Fold.Values(kinds);
            var toRow = PlacedRows.encoder(rows.schema()).createDeserializer();
            List<RegionRows.Part> parts = rows.of(crew.region());
            for (int i = 0; i < parts.size(); i++) {
                if (i % crew.size() == crew.place()) {
                    Iterator<InternalRow> found =
                            rows.rdd().iterator(parts.get(i).partition(), task);
                    while (found.hasNext()) {
                        values.add(toRow.apply(found.next()), 0);
                    }
                }
            }
            return values;
        }
    }

    Facts look(RegionStage stage) throws InterruptedException {
        Dataset<Row> all = data.data();
        var survey = new Survey(input, null, facts);
        List<Survey.Flaw> flaws = survey.flaws(all);
        var columns = new ArrayList<Column>();
        var kinds = new ArrayList<Fold.Kind>();
        for (Survey.Flaw flaw : flaws) {
            columns.add(when(flaw.holds(), lit(1)));
            kinds.add(Fold.Kind.COUNT);
        }
        columns.add(lit(1));
        kinds.add(Fold.Kind.COUNT);
        for (Fold.Part part : Fold.parts(all, facts, input.key())) {
            columns.add(part.argument());
            kinds.add(part.kind());
        }
        if (input.isHomed()) {
            columns.add(hash());
            kinds.add(Fold.Kind.HOMES);
        }
        for (int i = 0; i < columns.size(); i++) {
            columns.set(i, columns.get(i).as("gaia_" + i));
        }
        RegionRows rows = data.rows(all.select(columns.toArray(Column[]::new)));
        var whole = new Fold.Values(kinds);
        var byRegion = new TreeMap<String, Fold.Values>();
        for (RegionTask.End end : stage.run(rows, new Look(kinds), given -> null)) {
            var values = (Fold.Values) end.result();
            byRegion.computeIfAbsent(end.region(), none -> new Fold.Values(kinds)).add(values);
            whole.add(values);
        }
        return facts(survey, flaws, byRegion, whole);
    }

    /** Of a record's key, under a number that nobody knows before or after. */
    private Column hash() {
        var parts = new ArrayList<Column>();
        parts.add(lit(new SecureRandom().nextLong()));
        input.key().forEach(name -> parts.add(Field.column(name)));
        return xxhash64(parts.toArray(Column[]::new));
    }

    private Facts facts(
            Survey survey,
            List<Survey.Flaw> flaws,
            TreeMap<String, Fold.Values> byRegion,
            Fold.Values whole) {
        var found = new ArrayList<Row>();
        var counts = new TreeMap<String, Long>();
        byRegion.forEach(
                (region, values) -> {
                    long rows = values.count(flaws.size());
                    if (rows > 0) {
                        var row = new Object[flaws.size() + 2];
                        row[0] = region;
                        for (int i = 0; i <= flaws.size(); i++) {
                            row[1 + i] = values.count(i);
                        }
                        found.add(RowFactory.create(row));
                        counts.put(region, rows);
                    }
                });
        survey.check(flaws, found);
        Object[] counted = new Object[facts.size()];
        for (int i = 0; i < counted.length; i++) {
            counted[i] = whole.value(flaws.size() + 1 + i);
        }
        int place = flaws.size() + 1 + facts.size();
        int inSeveral =
                input.isHomed()
                        ? Homes.inSeveral(
                                byRegion.values().stream().map(of -> of.homes(place)).toList())
                        : 0;
        return new Facts(counts, facts.isEmpty() ? null : RowFactory.create(counted), inSeveral);
    }
}

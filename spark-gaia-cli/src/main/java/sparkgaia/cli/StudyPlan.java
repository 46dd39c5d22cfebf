package sparkgaia.cli;

import sparkgaia.lab.study.Contender;
import sparkgaia.lab.study.Study;
import sparkgaia.lab.study.Trial;
import sparkgaia.lab.wan.Wan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a study is to try: for each network its study, and who contends there. */
final class StudyPlan {
    /** One network with its data: where regions differ in taste, other regions have other data. */
    record Leg(String name, Wan wan, Study<?, ?> study, List<Contender> contenders) {}

    private final List<Leg> legs = new ArrayList<>();
    private final Map<String, double[]> papers = new LinkedHashMap<>();

    StudyPlan on(String name, Wan wan, Study<?, ?> study, List<Contender> contenders) {
        legs.add(new Leg(name, wan, study, List.copyOf(contenders)));
        return this;
    }

    /** What the paper measured for this model over V/C, S/S and EC2, in times of one data centre. */
    StudyPlan paper(String model, double vc, double ss, double ec2) {
        papers.put(model, new double[] {vc, ss, ec2});
        return this;
    }

    /** NaN if the paper has none. */
    double paper(String wan, String model) {
        int at = NetworkOptions.PAPER.indexOf(wan);
        return at < 0 || !papers.containsKey(model) ? Double.NaN : papers.get(model)[at];
    }

    List<Leg> legs() {
        return legs;
    }

    /** The studies whose data centre has to be run: one for each set of data. */
    List<Study<?, ?>> studies() {
        var studies = new ArrayList<Study<?, ?>>();
        for (Leg leg : legs) {
            if (!studies.contains(leg.study)) {
                studies.add(leg.study);
            }
        }
        return studies;
    }

    /** The data centres first, then network by network. */
    List<Trial<?, ?>> trials() {
        var trials = new ArrayList<Trial<?, ?>>();
        studies().forEach(study -> trials.add(study.lan()));
        for (Leg leg : legs) {
            for (Contender contender : leg.contenders) {
                trials.add(leg.study.over(leg.name, leg.wan, contender));
            }
        }
        return trials;
    }
}

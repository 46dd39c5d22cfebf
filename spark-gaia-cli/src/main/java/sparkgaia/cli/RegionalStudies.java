package sparkgaia.cli;

import sparkgaia.lab.study.Problem;
import sparkgaia.lab.study.Study;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The studies of a problem by the number of regions. Where the data do not depend on the regions, networks with as many
 * workers have the same study; the machines and the calibration, over two regions, are the same for all.
 */
final class RegionalStudies<P extends Problem<?, ?>> {
    /** Of all regions together, as many as the paper has. */
    static final int WORKERS = 22;

    private static final int REGIONS_OF_CALIBRATION = 2;

    /** Makes the problem for so many regions. */
    interface Source<P> {
        P problem(int regions, int workersPerRegion) throws IOException;
    }

    private final boolean isByRegion;
    private final ToIntFunction<P> clocksBetweenLooks;
    private final Source<P> source;
    private final Map<String, P> problems = new TreeMap<>();
    private final Map<String, Study<?, ?>> studies = new TreeMap<>();

    /** @param isByRegion whether the data depend on how many regions there are */
    RegionalStudies(boolean isByRegion, ToIntFunction<P> clocksBetweenLooks, Source<P> source) {
        this.isByRegion = isByRegion;
        this.clocksBetweenLooks = clocksBetweenLooks;
        this.source = source;
    }

    P problem(int regions) throws IOException {
        P known = problems.get(key(regions));
        if (known == null) {
            known = source.problem(regions, workersPerRegion(regions));
            problems.put(key(regions), known);
        }
        return known;
    }

    Study<?, ?> study(int regions) throws IOException {
        String calibration = key(REGIONS_OF_CALIBRATION);
        if (!studies.containsKey(calibration)) {
            P problem = problem(REGIONS_OF_CALIBRATION);
            Problem<?, ?> near = problem;
            studies.put(
                    calibration,
                    Study.of(
                            near,
                            StudyOptions.near(REGIONS_OF_CALIBRATION),
                            clocksBetweenLooks.applyAsInt(problem)));
        }
        Problem<?, ?> problem = problem(regions);
        Study<?, ?> calibrated = studies.get(calibration);
        return studies.computeIfAbsent(key(regions), key -> calibrated.with(problem));
    }

    private String key(int regions) {
        int workers = regions * workersPerRegion(regions);
        return isByRegion ? regions + " regions" : workers + " workers";
    }

    private static int workersPerRegion(int regions) {
        return Math.max(1, WORKERS / regions);
    }
}

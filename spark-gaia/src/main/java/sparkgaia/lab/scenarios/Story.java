package sparkgaia.lab.scenarios;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A scenario with a name: a few runs under one setting, and what they show.
 *
 * @param about one line for the list
 * @param network the name of the network that it usually runs on; {@link #EVEN} for one that is the same everywhere
 * @param regions how many of the network's regions it usually takes; 0 for all
 * @param knobs what a person may choose
 * @param cases the runs, in the order in which they are told
 * @param findings what the figures of all cases show
 */
public record Story(
        String name,
        String about,
        String network,
        int regions,
        String model,
        int clocks,
        double leaseSeconds,
        List<Knob> knobs,
        Function<Setting, List<Case>> cases,
        BiFunction<Setting, List<Figures>, List<Finding>> findings) {

    public static final String EVEN = "even";

    static Story of(String name, String about) {
        return new Story(
                name,
                about,
                "ec2",
                0,
                "gaia",
                60,
                10,
                List.of(Knob.WAN, Knob.REGIONS, Knob.MODEL, Knob.CLOCKS, Knob.LEASE),
                setting -> List.of(),
                (setting, figures) -> List.of());
    }

    Story on(String name, int count) {
        return new Story(
                this.name, about, name, count, model, clocks, leaseSeconds, knobs, cases, findings);
    }

    Story under(String name, int count) {
        return new Story(
                this.name,
                about,
                network,
                regions,
                name,
                count,
                leaseSeconds,
                knobs,
                cases,
                findings);
    }

    Story taking(Knob... some) {
        return new Story(
                name,
                about,
                network,
                regions,
                model,
                clocks,
                leaseSeconds,
                List.of(some),
                cases,
                findings);
    }

    Story playing(Function<Setting, List<Case>> some) {
        return new Story(
                name, about, network, regions, model, clocks, leaseSeconds, knobs, some, findings);
    }

    Story showing(BiFunction<Setting, List<Figures>, List<Finding>> some) {
        return new Story(
                name, about, network, regions, model, clocks, leaseSeconds, knobs, cases, some);
    }

    public boolean has(Knob knob) {
        return knobs.contains(knob);
    }
}

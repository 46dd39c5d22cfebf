package sparkgaia.server.jobs;

import sparkgaia.wire.JobDescription;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which runs of the regions are one job. The first member of a job keeps it: it hears what every region offers, and as
 * soon as all members have offered equal descriptions it has a match. So jobs begin in one order in all regions, the
 * order of the matches, and several at once cannot wait for each other. Pure: time is passed in.
 */
final class Registrar {
    static final int OFFERS_MAX = 10_000;

    /** A run of a region that wants a job. */
    record Offer(
            String region, String run, JobDescription description, String hash, long sinceNanos) {
        boolean isOf(String ofRegion, String ofRun) {
            return region.equals(ofRegion) && run.equals(ofRun);
        }
    }

    /** A job: the run of each member. */
    record Match(String hash, TreeMap<String, String> runs) {}

    /** An offer that cannot be, and why. */
    record Turned(Offer offer, String text) {}

    private final String self;
    private final long differenceNanosMax;
    private final List<Offer> offers = new ArrayList<>();

    /** @param differenceNanosMax for how long regions may offer different jobs of one name */
    Registrar(String self, long differenceNanosMax) {
        this.self = self;
        this.differenceNanosMax = differenceNanosMax;
    }

    /** A repeat of the same run changes nothing, unless it wants something else now. */
    void offer(String region, String run, JobDescription description, long nowNanos) {
        String hash = description.hash();
        for (Offer offer : offers) {
            if (offer.isOf(region, run)) {
                if (offer.hash().equals(hash)) {
                    return;
                }
                offers.remove(offer);
                break;
            }
        }
        if (offers.size() < OFFERS_MAX) {
            offers.add(new Offer(region, run, description, hash, nowNanos));
        }
    }

    void withdraw(String region, String run) {
        offers.removeIf(offer -> offer.isOf(region, run));
    }

    /** A region is out of reach: it will offer again. */
    void forget(String region) {
        offers.removeIf(offer -> offer.region().equals(region));
    }

    /** The next job, whose offers are taken out; or null. */
    Match next() {
        for (Offer first : offers) {
            if (!first.region().equals(self)) {
                continue;
            }
            Map<String, Offer> members = equals(first);
            if (members.size() < first.description().job().regions()) {
                continue;
            }
            var runs = new TreeMap<String, String>();
            members.forEach((region, offer) -> runs.put(region, offer.run()));
            offers.removeAll(members.values());
            return new Match(first.hash(), runs);
        }
        return null;
    }

    /** The oldest offer of each member that is equal to this one. */
    private Map<String, Offer> equals(Offer first) {
        var found = new TreeMap<String, Offer>();
        for (String member : members(first)) {
            for (Offer offer : offers) {
                if (offer.region().equals(member) && offer.hash().equals(first.hash())) {
                    found.put(member, offer);
                    break;
                }
            }
        }
        if (found.containsKey(self)) {
            found.put(self, first);
        }
        return found;
    }

    private static List<String> members(Offer offer) {
        var members = new ArrayList<String>();
        var job = offer.description().job();
        for (int region = 0; region < job.regions(); region++) {
            members.add(job.name(region));
        }
        return members;
    }

    List<Offer> offers() {
        return List.copyOf(offers);
    }

    /** What an offer waits for, in words. */
    String waits(Offer of) {
        Map<String, Offer> there = equals(of);
        var missing = new ArrayList<String>();
        for (String member : members(of)) {
            if (!there.containsKey(member)) {
                Offer other = rival(of, member);
                missing.add(
                        other == null ? member : member + ", which differs: " + named(of, other));
            }
        }
        return "job " + of.description().name() + " waits for " + String.join("; ", missing);
    }

    /** What a member offers under the same name, if it is something else. */
    private Offer rival(Offer of, String member) {
        for (Offer offer : offers) {
            if (offer.region().equals(member)
                    && offer.description().name().equals(of.description().name())
                    && !offer.hash().equals(of.hash())) {
                return offer;
            }
        }
        return null;
    }

    private static String named(Offer one, Offer other) {
        Offer mine = one.region().compareTo(other.region()) < 0 ? one : other;
        Offer theirs = mine.equals(one) ? other : one;
        return String.join(
                "; ",
                JobDescription.differences(
                        mine.description(), mine.region(), theirs.description(), theirs.region()));
    }

    /** Offers of one name that have differed for too long: taken out, both sides. */
    List<Turned> differing(long nowNanos) {
        var turned = new ArrayList<Turned>();
        for (Iterator<Offer> each = List.copyOf(offers).iterator(); each.hasNext(); ) {
            Offer offer = each.next();
            if (nowNanos - offer.sinceNanos() < differenceNanosMax) {
                continue;
            }
            for (String member : members(offer)) {
                Offer other = equals(offer).containsKey(member) ? null : rival(offer, member);
                if (other != null && nowNanos - other.sinceNanos() >= differenceNanosMax) {
                    String text =
                            "regions differ in what job "
                                    + offer.description().name()
                                    + " is: "
                                    + named(offer, other)
                                    + "; give every region the same settings";
                    turned.add(new Turned(offer, text));
                    break;
                }
            }
        }
        turned.forEach(each -> offers.remove(each.offer()));
        return turned;
    }
}

package sparkgaia.server.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds what regions have heard of each other's ledgers against these ledgers. A region may have several, one after the
 * other; what was heard must stand in one of them.
 */
public final class CrossCheck {
    /** How many of a region's heads, as another heard them, stand in its ledger. */
    public record Agreement(String hearer, String region, long heads) {}

    private final List<LedgerAudit> ledgers;

    private CrossCheck(List<LedgerAudit> ledgers) {
        this.ledgers = ledgers;
    }

    /** Refused if a region has shown another a record that its ledger does not hold. */
    public static List<Agreement> of(List<LedgerAudit> ledgers) throws BadLedger, IOException {
        var check = new CrossCheck(ledgers);
        var regions = new TreeSet<String>();
        ledgers.forEach(ledger -> regions.add(ledger.region()));
        var agreements = new ArrayList<Agreement>();
        for (String region : regions) {
            check.hold(region, agreements);
        }
        return agreements;
    }

    private record Heard(LedgerAudit hearer, Claims.Claim claim) {}

    private void hold(String region, List<Agreement> agreements) throws BadLedger, IOException {
        var heard = new ArrayList<Heard>();
        for (LedgerAudit hearer : ledgers) {
            hearer.claims().of(region).forEach(claim -> heard.add(new Heard(hearer, claim)));
        }
        if (heard.isEmpty()) {
            return;
        }
        heard.sort(Comparator.comparingLong(one -> one.claim().number()));
        boolean[] isHeld = new boolean[heard.size()];
        long last = 0;
        long first = Long.MAX_VALUE;
        for (LedgerAudit ledger : ledgers) {
            if (ledger.region().equals(region)) {
                last = Math.max(last, mark(ledger, heard, isHeld));
                first = Math.min(first, ledger.first());
            }
        }
        var count = new TreeMap<String, Long>();
        for (int i = 0; i < isHeld.length; i++) {
            if (isHeld[i]) {
                count.merge(heard.get(i).hearer().region(), 1L, Long::sum);
            } else if (heard.get(i).claim().number() >= first) {
                throw refused(region, heard.get(i), last);
            }
        }
        for (Map.Entry<String, Long> one : count.entrySet()) {
            agreements.add(new Agreement(one.getKey(), region, one.getValue()));
        }
    }

    /** Reads the ledger once more, because it may have grown since; returns the number of its last record. */
    private static long mark(LedgerAudit ledger, List<Heard> heard, boolean[] isHeld)
            throws BadLedger, IOException {
        int[] next = {0};
        Chain chain = ledger.first() == 1 ? new Chain() : Chain.fromAnywhere();
        for (LedgerFiles.Part part : LedgerFiles.of(ledger.folder())) {
            part.lines(
                    (where, line) -> {
                        long number = chain.next(where, line).number();
                        while (next[0] < isHeld.length
                                && heard.get(next[0]).claim().number() <= number) {
                            Claims.Claim claim = heard.get(next[0]).claim();
                            isHeld[next[0]] |=
                                    claim.number() == number && claim.hash().equals(chain.hash());
                            next[0]++;
                        }
                    });
        }
        return chain.last();
    }

    private static BadLedger refused(String region, Heard heard, long last) {
        Claims.Claim claim = heard.claim();
        String who =
                heard.hearer().region()
                        + " heard record "
                        + claim.number()
                        + " of "
                        + region
                        + " (its record "
                        + claim.heardAs()
                        + " in "
                        + heard.hearer().folder()
                        + ")";
        if (claim.number() > last) {
            return new BadLedger(
                    BadLedger.Reason.TAIL,
                    region,
                    who + ", its ledger ends at " + last + ": its end was cut off");
        }
        return new BadLedger(
                BadLedger.Reason.FORK,
                region,
                who
                        + " with another hash than it has in the ledger of "
                        + region
                        + ": that was written anew");
    }
}

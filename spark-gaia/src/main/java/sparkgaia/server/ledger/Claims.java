package sparkgaia.server.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a ledger says of other regions' ledgers: which record had which hash. */
final class Claims {
    /** Of one region. Of more every second one is kept: a hash stands for all records up to it, so little is lost. */
    static final int CLAIMS_MAX = 100_000;

    /**
     * @param number of the other region's record
     * @param heardAs the record that says so
     */
    record Claim(long number, String hash, long heardAs) {}

    private final TreeMap<String, List<Claim>> byPeer = new TreeMap<>();

    void add(long heardAs, Content.Heard heard) {
        List<Claim> claims = byPeer.computeIfAbsent(heard.peer(), peer -> new ArrayList<>());
        if (claims.size() >= CLAIMS_MAX) {
            List<Claim> thinned = new ArrayList<>(CLAIMS_MAX);
            for (int i = 1; i < claims.size(); i += 2) {
                thinned.add(claims.get(i));
            }
            byPeer.put(heard.peer(), thinned);
            claims = thinned;
        }
        claims.add(new Claim(heard.record(), heard.hash(), heardAs));
    }

    List<Claim> of(String peer) {
        return byPeer.getOrDefault(peer, List.of());
    }

    List<String> peers() {
        return List.copyOf(byPeer.keySet());
    }
}

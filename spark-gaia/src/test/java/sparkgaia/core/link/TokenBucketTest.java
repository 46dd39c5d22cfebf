package sparkgaia.core.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;

import java.util.Random;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void itHoldsABurstOfItsShareOfTheBandwidth() {
        var bucket = new TokenBucket(0.1, SECOND / 4);
        assertEquals(0, bucket.tokens(5 * SECOND), "nothing was measured yet");
        bucket.setRate(1000, 5 * SECOND);
        assertEquals(25, bucket.tokens(5 * SECOND), 1e-9);
        assertEquals(25, bucket.tokens(500 * SECOND), 1e-9);
        assertEquals(125, bucket.room(SECOND, 0, 500 * SECOND), 1e-9);
    }

    @Test
    void aClocksWorthIsKeptAndLessAgainWhenClocksGetShorter() {
        var bucket = new TokenBucket(0.1, SECOND / 4);
        bucket.setRate(1000, 0);
        bucket.keepFor(2 * SECOND);
        assertEquals(25, bucket.tokens(0), 1e-9, "only time adds to it");
        assertEquals(125, bucket.tokens(SECOND), 1e-9);
        assertEquals(200, bucket.tokens(9 * SECOND), 1e-9);
        bucket.keepFor(SECOND);
        assertEquals(100, bucket.tokens(9 * SECOND), 1e-9, "one long clock is not for ever");
        bucket.keepFor(1);
        assertEquals(25, bucket.tokens(9 * SECOND), 1e-9, "never less than the burst");
    }

    @Test
    void whateverAClockTakesThereIsALimitToWhatIsKept() {
        var bucket = new TokenBucket(1.0, SECOND / 4);
        bucket.setRate(1000, 0);
        bucket.keepFor(Long.MAX_VALUE);
        assertEquals(3_600_000, bucket.tokens(100_000 * SECOND), 1e-3);
    }

    @Test
    void permissionThatWasSavedUpMakesNoLinkFaster() {
        var bucket = new TokenBucket(0.8, SECOND / 4);
        bucket.setRate(1000, 0);
        bucket.keepFor(2 * SECOND);
        assertEquals(1600, bucket.tokens(9 * SECOND), 1e-9);
        assertEquals(2000, bucket.room(2 * SECOND, 0, 9 * SECOND), 1e-9, "the bandwidth");
        bucket.spend(2000);
        assertEquals(1200, bucket.room(2 * SECOND, 0, 9 * SECOND), 1e-9, "the budget, less 400");
    }

    @Test
    void whatIsOwedOrOnTheWayIsNoRoom() {
        var bucket = new TokenBucket(0.1, SECOND / 4);
        bucket.setRate(1000, 0);
        bucket.spend(325);
        assertEquals(-200, bucket.room(SECOND, 0, 0), 1e-9, "three clocks of debt");
        assertEquals(100, bucket.room(4 * SECOND, 0, 0), 1e-9);
        var alone = new TokenBucket(1, SECOND / 4);
        alone.setRate(1000, 0);
        alone.spend(250);
        assertEquals(1000, alone.room(SECOND, 0, 0), 1e-9);
        assertEquals(750, alone.room(SECOND, 250, 0), 1e-9, "of the whole bandwidth");
    }

    @Seeds
    void overAnyTimeItGivesNoMoreThanTheLongestClockAndItsShare(Random random) {
        double budget = (1 + random.nextInt(100)) / 100.0;
        var bucket = new TokenBucket(budget, SECOND / 4);
        long rate = 1L + random.nextInt(1_000_000);
        bucket.setRate(rate, 0);
        long now = 0;
        long longest = SECOND / 4;
        double spent = 0;
        for (int clock = 0; clock < 50; clock++) {
            long lasted = random.nextInt(2_000_000_000);
            now += lasted;
            double tokens = bucket.tokens(now);
            bucket.spend((long) Math.max(0, tokens));
            spent += (long) Math.max(0, tokens);
            longest = Math.max(longest, lasted);
            bucket.keepFor(lasted);
        }
        double allowed = budget * rate * (longest + now) / SECOND + 1;
        assertTrue(spent <= allowed, spent + " of " + allowed);
    }

    @Test
    void debtIsPaidByTimeAndReadyIsWhenItIsPaid() {
        var bucket = new TokenBucket(1.0, SECOND);
        bucket.setRate(1000, 0);
        bucket.spend(3500);
        assertEquals(-2500, bucket.tokens(0), 1e-6);
        long ready = bucket.readyNanos(0);
        assertTrue(bucket.tokens(ready - SECOND / 500) <= 0);
        assertTrue(bucket.tokens(ready) > 0);
        assertEquals(ready, bucket.readyNanos(ready));
    }

    @Test
    void anotherRateKeepsWhatIsThereUpToTheNewBurst() {
        var bucket = new TokenBucket(1.0, SECOND);
        bucket.setRate(1000, 0);
        bucket.setRate(100, 0);
        assertEquals(100, bucket.tokens(0), 1e-9);
        bucket.spend(300);
        bucket.setRate(1000, 0);
        assertEquals(-200, bucket.tokens(0), 1e-9, "a debt stays one");
    }

    @Test
    void aLinkWithoutMeasurableBandwidthIsSlowAndNotDead() {
        var bucket = new TokenBucket(0.5, SECOND);
        bucket.setRate(0, 0);
        bucket.spend(10);
        assertTrue(bucket.tokens(bucket.readyNanos(0)) > 0);
    }

    @Seeds
    void overAnyTimeItGivesNoMoreThanABurstAndItsShare(Random random) {
        double budget = (1 + random.nextInt(100)) / 100.0;
        var bucket = new TokenBucket(budget, SECOND / 4);
        long rate = 1L + random.nextInt(1_000_000);
        bucket.setRate(rate, 0);
        long now = 0;
        long spent = 0;
        long largest = 0;
        for (int i = 0; i < 200; i++) {
            now += random.nextInt(100_000_000);
            if (bucket.tokens(now) > 0) {
                int bytes = 1 + random.nextInt(5000);
                bucket.spend(bytes);
                spent += bytes;
                largest = Math.max(largest, bytes);
            }
        }
        double allowed = Math.max(1, budget * rate / 4) + budget * rate * now / SECOND;
        assertTrue(spent <= allowed + largest + 1, spent + " of " + allowed);
    }
}

package sparkgaia.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Every kind of damage to a ledger is found, and called by its name. */
class LedgerAuditTest {
    /** Lines of eu's ledger: file, start, signature, batches 1 to 3, heard, signature. */
    private static final int BATCH_1 = 3;

    @TempDir private Path folder;
    private Path eu;
    private Path us;
    private Path trusted;
    private Path file;

    @BeforeEach
    void write() throws Exception {
        eu = folder.resolve("eu");
        us = folder.resolve("us");
        trusted = Files.createDirectory(folder.resolve("trusted"));
        for (String region : List.of("eu", "us")) {
            Certificates.keep(trusted, TestKey.of(region).certificate());
        }
        try (Ledger ofEu = Scribe.open(eu, "eu");
                Ledger ofUs = Scribe.open(us, "us")) {
            Ledger.Head head = ofUs.append(Scribe.batch(1, "eu"));
            ofEu.heard("us", head.number(), head.hash());
            ofEu.append(Scribe.batch(1, "us"));
            ofEu.append(Scribe.batch(2, "us"));
            head = ofEu.append(Scribe.batch(3, "us", 500, true));
            ofUs.heard("eu", head.number(), head.hash());
        }
        file = Scribe.file(eu, 1);
        assertEquals(
                List.of(
                        "file",
                        "start",
                        "signature",
                        "batch",
                        "batch",
                        "batch",
                        "heard",
                        "signature"),
                Scribe.kinds(eu));
    }

    private LedgerAudit audit() throws BadLedger, IOException {
        return LedgerAudit.of(eu, Certificates.in(trusted), false);
    }

    private String refused(BadLedger.Reason reason) {
        BadLedger refused = assertThrows(BadLedger.class, this::audit);
        assertEquals(reason, refused.reason(), refused.getMessage());
        return refused.getMessage();
    }

    private List<CrossCheck.Agreement> both() throws BadLedger, IOException {
        Certificates keys = Certificates.in(trusted);
        return CrossCheck.of(
                List.of(LedgerAudit.of(us, keys, false), LedgerAudit.of(eu, keys, false)));
    }

    private void rearrange(Consumer<List<byte[]>> change) throws IOException {
        Forger.rearrange(file, change);
    }

    @Test
    void aWholeLedgerIsSummedUp() throws Exception {
        LedgerAudit audit = audit();
        assertEquals("eu", audit.region());
        assertEquals(8, audit.last());
        assertEquals(0, audit.unsigned());
        assertEquals(List.of(), audit.warnings());
        assertEquals(List.of(Hashes.fingerprint(TestKey.of("eu").certificate())), audit.signers());
        var day = "2026-03-04";
        assertEquals(
                Map.of(new Left.Key("us", "mf-1", ""), new Left.Sum(3, 45, 2_503, 1, day, day)),
                audit.left().byJob());
        assertEquals(
                Map.of(
                        new Left.Key("us", "mf-1", "biases"), new Left.Sum(3, 9, 0, 1, day, day),
                        new Left.Key("us", "mf-1", "items"), new Left.Sum(3, 36, 0, 1, day, day)),
                audit.left().byTable());
        assertEquals(
                List.of(
                        new CrossCheck.Agreement("us", "eu", 1),
                        new CrossCheck.Agreement("eu", "us", 1)),
                both());
    }

    @Test
    void aChangedByteIsFoundByItsRecord() throws Exception {
        rearrange(lines -> lines.get(BATCH_1 + 1)[20] ^= 1);
        assertTrue(refused(BadLedger.Reason.CHANGED).contains("line 5, record 5: was changed"));
    }

    @Test
    void aRemovedRecordIsFound() throws Exception {
        rearrange(lines -> lines.remove(BATCH_1));
        assertTrue(refused(BadLedger.Reason.ORDER).contains("is record 5 where 4 should be"));
    }

    @Test
    void aRepeatedRecordIsFound() throws Exception {
        rearrange(lines -> lines.add(BATCH_1, lines.get(BATCH_1)));
        assertTrue(refused(BadLedger.Reason.ORDER).contains("is record 4 where 5 should be"));
    }

    @Test
    void recordsInAnotherOrderAreFound() throws Exception {
        rearrange(lines -> Collections.swap(lines, BATCH_1, BATCH_1 + 1));
        refused(BadLedger.Reason.ORDER);
    }

    @Test
    void anExchangedRecordIsFound() throws Exception {
        List<byte[]> before = Forger.lines(file);
        Forger.rewrite(
                file, contents -> contents.set(BATCH_1, Scribe.batch(9, "us")), TestKey.of("eu"));
        byte[] exchanged = Forger.lines(file).get(BATCH_1);
        Forger.write(file, before);
        rearrange(lines -> lines.set(BATCH_1, exchanged));
        refused(BadLedger.Reason.CHAIN);
    }

    @Test
    void hashesMadeAnewAreFoundByTheSignature() throws Exception {
        Forger.rewrite(file, contents -> contents.set(BATCH_1, Scribe.batch(9, "us")), null);
        assertTrue(refused(BadLedger.Reason.SIGNATURE).contains("record 8: "));
    }

    @Test
    void aSignatureOfAnotherKeyIsFound() throws Exception {
        TestKey stranger = TestKey.other("eu");
        Certificates.keep(eu.resolve(LedgerFiles.KEYS), stranger.certificate());
        Forger.rewrite(file, contents -> contents.remove(BATCH_1), stranger);
        assertTrue(
                refused(BadLedger.Reason.KEY).contains(Hashes.fingerprint(stranger.certificate())));
        // What --keys is for: without it a ledger vouches for itself.
        LedgerAudit believed = LedgerAudit.of(eu, null, false);
        assertTrue(believed.warnings().get(0).contains("--keys"), believed.warnings().toString());
    }

    @Test
    void aSignatureOfAnotherRegionIsFound() throws Exception {
        Forger.rewrite(file, contents -> contents.remove(BATCH_1), TestKey.of("us"));
        assertTrue(refused(BadLedger.Reason.KEY).contains("not of region eu"));
    }

    @Test
    void aSignatureThatIsTakenAwayLeavesAnUnsignedTailThatIsNamed() throws Exception {
        rearrange(lines -> lines.remove(7));
        LedgerAudit audit = audit();
        assertEquals(4, audit.unsigned());
        assertTrue(audit.warnings().get(0).contains("the last 4 records are not signed yet"));
    }

    @Test
    void aCutOffTailIsFoundByWhatOthersHaveHeard() throws Exception {
        rearrange(lines -> lines.subList(3, 8).clear());
        assertEquals(List.of(), audit().warnings()); // alone it looks whole
        BadLedger refused = assertThrows(BadLedger.class, this::both);
        assertEquals(BadLedger.Reason.TAIL, refused.reason());
        assertTrue(
                refused.getMessage().startsWith("eu: us heard record 6 of eu"),
                refused.getMessage());
        assertTrue(refused.getMessage().contains("its ledger ends at 3"), refused.getMessage());
    }

    @Test
    void aLedgerThatItsOwnRegionWroteAnewIsFoundByWhatOthersHaveHeard() throws Exception {
        Forger.rewrite(
                file,
                contents -> contents.set(BATCH_1, Scribe.batch(1, "us", 1, false)),
                TestKey.of("eu"));
        audit(); // alone it looks whole
        BadLedger refused = assertThrows(BadLedger.class, this::both);
        assertEquals(BadLedger.Reason.FORK, refused.reason());
    }

    @Test
    void aSecondLedgerOfARegionIsTakenTogetherWithTheFirst() throws Exception {
        Path second = folder.resolve("second");
        try (Ledger ledger = Scribe.open(second, "eu")) {
            ledger.append(Scribe.batch(1, "us"));
        }
        Certificates keys = Certificates.in(trusted);
        LedgerAudit first = LedgerAudit.of(eu, keys, false);
        LedgerAudit other = LedgerAudit.of(second, keys, false);
        LedgerAudit hearer = LedgerAudit.of(us, keys, false);
        assertThrows(BadLedger.class, () -> CrossCheck.of(List.of(hearer, other)));
        assertEquals(2, CrossCheck.of(List.of(hearer, other, first)).size());
    }

    @Test
    void missingFilesAreFound() throws Exception {
        Path many = folder.resolve("many");
        var pace = new Ledger.Pace(10, 3_600_000, 3_600_000, 3_000);
        try (Ledger ledger = Scribe.open(many, "eu", pace)) {
            for (int seq = 1; seq <= 20; seq++) {
                ledger.append(Scribe.batch(seq, "us"));
            }
        }
        eu = many;
        assertTrue(audit().files() >= 4);
        Path second = Scribe.file(many, 2);
        Path aside = folder.resolve("aside");
        Files.move(second, aside);
        assertTrue(refused(BadLedger.Reason.FILES).contains("ledger-000002.jsonl is missing"));
        Files.move(Scribe.file(many, 1), folder.resolve("first"));
        assertTrue(refused(BadLedger.Reason.FILES).contains("--partial"));
        LedgerAudit partial = LedgerAudit.of(many, Certificates.in(trusted), true);
        assertTrue(partial.warnings().get(0).contains("were not audited"));
        // Not the file that its name says.
        Files.move(folder.resolve("first"), Scribe.file(many, 1));
        Files.copy(Scribe.file(many, 1), second);
        refused(BadLedger.Reason.ORDER);
        Files.delete(second);
        Files.move(aside, second);
        // A torn line in the middle.
        byte[] bytes = Files.readAllBytes(second);
        Files.write(second, Arrays.copyOf(bytes, bytes.length - 9));
        refused(BadLedger.Reason.FORM);
    }

    @Test
    void totalsThatDoNotAddUpAreFound() throws Exception {
        Forger.rewrite(
                file,
                contents -> {
                    var begun = (Content.FileBegun) contents.get(0);
                    contents.set(
                            0,
                            new Content.FileBegun(
                                    begun.format(),
                                    begun.region(),
                                    begun.file(),
                                    begun.day(),
                                    new TreeMap<>(Map.of("us", 7L)),
                                    begun.totals()));
                },
                TestKey.of("eu"));
        refused(BadLedger.Reason.TOTAL);
    }

    @Test
    void anOldKeyStaysGoodForOldRecords() throws Exception {
        TestKey next = TestKey.other("eu");
        var clock = new Scribe.HandClock();
        try (Ledger ledger =
                Ledger.open(eu, "eu", next.key(), next.certificate(), clock, Scribe.CALM)) {
            ledger.append(Scribe.batch(4, "us"));
        }
        refused(BadLedger.Reason.KEY);
        Certificates.keep(trusted, next.certificate());
        assertEquals(2, audit().signers().size());
    }

    @Test
    void anotherKindOfKeySignsAsWell() throws Exception {
        for (String algorithm : List.of("Ed25519", "RSA")) {
            Path own = folder.resolve(algorithm);
            TestKey key = TestKey.of("eu", algorithm, 1);
            var clock = new Scribe.HandClock();
            Ledger.open(own, "eu", key.key(), key.certificate(), clock, Scribe.CALM).close();
            Certificates.keep(trusted, key.certificate());
            eu = own;
            assertEquals(3, audit().last());
            file = Scribe.file(own, 1);
            Forger.rewrite(file, contents -> contents.remove(1), null);
            refused(BadLedger.Reason.SIGNATURE);
        }
    }

    @Test
    void linesThatNoWriterWritesAreRefused() throws Exception {
        List<byte[]> good = Forger.lines(file);
        String line = new String(good.get(BATCH_1), StandardCharsets.US_ASCII);
        for (String[] change :
                new String[][] {
                    {"\"seq\":1,", "\"seq\": 1,"},
                    {"\"seq\":1,", "\"seq\":01,"},
                    {"\"seq\":1,", "\"seq\":1,\"more\":2,"},
                    {"\"seq\":1,", "\"seq\":1,\"seq\":1,"},
                    {"\"seq\":1,\"clock\":1,", "\"clock\":1,\"seq\":1,"},
                    {"\"frames\":1,", "\"frames\":0,"},
                    {"\"frames\":1,", "\"frames\":99999999999,"},
                    {"\"receiver\":\"us\"", "\"receiver\":\"u\\u0073\""},
                    {"\"kind\":\"batch\"", "\"kind\":\"gift\""},
                    {"{\"biases\":3", "{\"biases\":[3]"},
                }) {
            assertTrue(line.contains(change[0]), change[0]);
            String body = line.substring(0, line.length() - Line.SEAL_BYTES);
            byte[] changed = body.replace(change[0], change[1]).getBytes(StandardCharsets.US_ASCII);
            String sealed =
                    body.replace(change[0], change[1])
                            + ",\"hash\":\""
                            + Hashes.sha256(changed)
                            + "\"}\n";
            Forger.write(file, good);
            rearrange(lines -> lines.set(BATCH_1, sealed.getBytes(StandardCharsets.US_ASCII)));
            assertTrue(refused(BadLedger.Reason.FORM).contains("line 4, record 4"));
        }
    }

    @Test
    void anEmptyFolderIsNoLedger() throws Exception {
        eu = Files.createDirectory(folder.resolve("empty"));
        refused(BadLedger.Reason.FILES);
        Files.writeString(Scribe.file(eu, 1), "{\"numb");
        refused(BadLedger.Reason.FILES);
    }

    @Test
    @Tag("slow")
    void noByteCanChangeUnnoticed() throws Exception {
        byte[] good = Files.readAllBytes(file);
        Certificates keys = Certificates.in(trusted);
        for (int at = 0; at < good.length; at++) {
            byte[] bytes = good.clone();
            // A letter becomes the same in another case, where a reader might not care.
            bytes[at] ^= (byte) (Character.isLetter(good[at]) ? 0x20 : 0x01);
            Files.write(file, bytes);
            if (at == good.length - 1) {
                // Without its line feed the last record looks torn, and that is said.
                assertTrue(audit().tornBytes() > 0 && audit().unsigned() == 4);
            } else {
                assertThrows(BadLedger.class, () -> LedgerAudit.of(eu, keys, false), "byte " + at);
            }
        }
    }

    @Test
    @Tag("slow")
    void noTailCanBeCutOffUnnoticedByTwo() throws Exception {
        byte[] good = Files.readAllBytes(file);
        int heardEnd = 0;
        for (int line = 0; line < BATCH_1 + 3; line++) {
            heardEnd += Forger.lines(file).get(line).length;
        }
        Certificates keys = Certificates.in(trusted);
        LedgerAudit hearer = LedgerAudit.of(us, keys, false);
        for (int length = 0; length < good.length; length += length < heardEnd - 7 ? 7 : 1) {
            Files.write(file, Arrays.copyOf(good, length));
            if (length < heardEnd) {
                assertThrows(
                        BadLedger.class,
                        () -> CrossCheck.of(List.of(hearer, LedgerAudit.of(eu, keys, false))),
                        "cut to " + length);
            } else {
                LedgerAudit audit = LedgerAudit.of(eu, keys, false);
                CrossCheck.of(List.of(hearer, audit));
                assertTrue(audit.tornBytes() > 0 || audit.unsigned() > 0, "cut to " + length);
                assertFalse(audit.warnings().isEmpty());
            }
        }
    }
}

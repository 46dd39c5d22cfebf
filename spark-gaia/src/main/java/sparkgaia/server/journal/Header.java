package sparkgaia.server.journal;

import sparkgaia.server.journal.BadJournal.Reason;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** What a journal's file begins with: whose it is, its number, and a salt that no other file has. */
record Header(JournalName name, long number, long salt) {
    static final int FORMAT = 3;

    private static final byte[] MAGIC = "GAIAJRNL".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES_MAX = 4096;
    private static final int FIXED_BYTES = MAGIC.length + 2 * Integer.BYTES;

    ByteBuffer bytes() {
        var out = ByteBuffer.allocate(BYTES_MAX).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putInt(FORMAT).putInt(0);
        out.putLong(salt).putLong(number).putInt(name.partition());
        text(out, name.region());
        text(out, name.job());
        out.putInt(MAGIC.length + Integer.BYTES, out.position() + Integer.BYTES - FIXED_BYTES);
        out.putInt(sum(out.array(), out.position()));
        return out.flip();
    }

    /** The same file, or header, with the checksum that it should have. */
    static byte[] summed(byte[] bytes) {
        var out = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int sumAt = FIXED_BYTES + out.getInt(MAGIC.length + Integer.BYTES) - Integer.BYTES;
        return out.putInt(sumAt, sum(bytes, sumAt)).array();
    }

    private static void text(ByteBuffer out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.putInt(utf8.length).put(utf8);
    }

    private static int sum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    int length() {
        return bytes().remaining();
    }

    /** Reads the header of a file that has to be this partition's. */
    static Header read(Storage.File file, Path path, JournalName expected, long number)
            throws BadJournal, IOException {
        var in = ByteBuffer.allocate(BYTES_MAX).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining() && file.read(in, in.position()) > 0) {
            continue;
        }
        in.flip();
        Header header = parsed(in, path);
        String wrong = "keep each region's and job's journals in a folder of their own";
        if (!header.name.region().equals(expected.region())) {
            throw new BadJournal(
                    Reason.REGION,
                    path,
                    "it is region " + header.name.region() + "'s, this is " + expected.region(),
                    wrong);
        }
        if (!header.name.job().equals(expected.job())) {
            throw new BadJournal(
                    Reason.JOB,
                    path,
                    "it is job " + header.name.job() + "'s, this is " + expected.job(),
                    wrong);
        }
        if (header.name.partition() != expected.partition()) {
            throw new BadJournal(
                    Reason.PARTITION,
                    path,
                    "it is of partition "
                            + header.name.partition()
                            + ", this is partition "
                            + expected.partition(),
                    wrong);
        }
        if (header.number != number) {
            throw new BadJournal(
                    Reason.HEADER,
                    path,
                    "it was written as number " + header.number,
                    "give it its old name back");
        }
        return header;
    }

    private static Header parsed(ByteBuffer in, Path path) throws BadJournal {
        try {
            byte[] magic = new byte[MAGIC.length];
            in.get(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw broken(path);
            }
            int format = in.getInt();
            int length = in.getInt();
            boolean isWhole = length >= Integer.BYTES && length <= in.remaining();
            int sumAt = FIXED_BYTES + length - Integer.BYTES;
            if (!isWhole || in.getInt(sumAt) != sum(in.array(), sumAt)) {
                throw broken(path);
            }
            if (format != FORMAT) {
                throw new BadJournal(
                        Reason.VERSION,
                        path,
                        "it has format " + format + ", this release reads " + FORMAT,
                        "run the release that wrote it until the job is done");
            }
            long salt = in.getLong();
            long number = in.getLong();
            int partition = in.getInt();
            String region = text(in);
            return new Header(new JournalName(region, text(in), partition), number, salt);
        } catch (BufferUnderflowException | IllegalStateException | NegativeArraySizeException e) {
            throw broken(path);
        }
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] utf8 = new byte[length];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static BadJournal broken(Path path) {
        return new BadJournal(Reason.HEADER, path, "its header is damaged", BadJournal.LOST);
    }
}

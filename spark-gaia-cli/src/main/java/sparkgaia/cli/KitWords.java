package sparkgaia.cli;

import java.io.PrintWriter;
import java.nio.file.Path;

/** What {@code gaia keys} says about which file goes where. */
final class KitWords {
    private KitWords() {}

    static void tellAuthority(PrintWriter out, Path dir) {
        Path authority = dir.resolve(Authority.FOLDER);
        out.println(authority + "/  stays with you: whoever has it can make keys for any region");
    }

    static void tellKit(PrintWriter out, Kits kits, String region) {
        Path kit = kits.kit(region);
        out.println(
                kit
                        + "/  goes to the machine of region "
                        + region
                        + "'s sidecar, and nowhere else:");
        out.println("  key.p12, key.password  the region's key and its certificate: secret");
        out.println("  token                  what the region's workers have to show: secret");
        out.println("  ca.pem, revoked        by whom and against what certificates are checked");
        out.println(
                "  public/                certificates of all regions, for 'gaia audit --keys'");
        out.println("  gaia.conf              the sidecar's settings");
    }

    static void tellPublic(PrintWriter out, Path dir) {
        Path list = dir.resolve(Authority.FOLDER).resolve(Authority.PUBLIC);
        out.println(
                "Copy what is new in "
                        + list
                        + " into 'public' of every region's kit: audits need it.");
    }
}

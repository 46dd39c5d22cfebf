package sparkgaia.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Which file is in which region. */
class RegionPathsTest {
    private static RegionPaths paths(String text) {
        return RegionPaths.parse("regionPaths", text).qualified("regionPaths", new Configuration());
    }

    @Test
    void aFileIsOfTheFolderThatItIsBelow() {
        RegionPaths paths = paths("eu=/data/eu, us=file:/data/us,eu=/more");
        assertEquals("eu", paths.regionOf("file:/data/eu/part-0"));
        assertEquals("us", paths.regionOf("file:/data/us/day=1/part-0"));
        assertEquals("eu", paths.regionOf("file:/more/part-0"));
        assertNull(paths.regionOf("file:/data/eu2/part-0"));
        assertNull(paths.regionOf("hdfs://other/data/eu/part-0"));
        assertEquals(List.of("eu", "us"), paths.regions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu", "eu=", "=/data", "a b=/data", "eu=/data,us=/data", "eu=/a,,"})
    void whatIsNoListIsRefused(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> paths(text));
        assertTrue(refusal.getMessage().contains("regionPaths"), refusal.getMessage());
    }

    @Test
    void foldersOfTwoRegionsDoNotOverlap() {
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> paths("eu=/data,us=/data/us"));
        assertTrue(refusal.getMessage().contains("do not overlap"), refusal.getMessage());
    }
}

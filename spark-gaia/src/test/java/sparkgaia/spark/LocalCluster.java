package sparkgaia.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A Spark cluster of this machine, its executors processes of their own: what it needs, and which region each is in. */
public final class LocalCluster {
    private LocalCluster() {}

    /** A folder as Spark's own scripts expect it: links to the jars that this test has. */
    private static void home() throws IOException {
        Path jars = Path.of(System.getenv("SPARK_HOME"), "jars");
        Files.createDirectories(jars);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar") && !entry.contains("slf4j-nop")) {
                try {
                    Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
                } catch (FileAlreadyExistsException before) {
                    continue;
                }
            }
        }
    }

    private static String classes() {
        var folders = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.endsWith(".jar")) {
                folders.append(entry).append(File.pathSeparator);
            }
        }
        return folders.toString();
    }

    /** @param labels one for each worker; each names itself by the next of them */
    public static Map<String, String> conf(Path folder, String... labels) throws IOException {
        home();
        Path left = Files.createDirectory(folder.resolve("labels"));
        for (int i = 0; i < labels.length; i++) {
            Files.createFile(left.resolve(i + "-" + labels[i]));
        }
        Path script = folder.resolve("region.sh");
        Files.writeString(
                script,
                """
                #!/bin/sh
                cd '%s' || exit 1
                for label in *; do
                    if mv "$label" "../taken-$label" 2>/dev/null; then
                        echo "{\\"name\\": \\"region\\", \\"addresses\\": [\\"${label#*-}\\"]}"
                        exit 0
                    fi
                done
                exit 1
                """
                        .formatted(left));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " cannot be made executable");
        }
        var conf = new TreeMap<String, String>();
        conf.put("spark.worker.resource.region.amount", "1");
        conf.put("spark.worker.resource.region.discoveryScript", script.toString());
        conf.put("spark.executor.resource.region.amount", "1");
        conf.put("spark.task.resource.region.amount", "0.1");
        conf.put("spark.executor.extraClassPath", classes());
        conf.put("spark.executorEnv.SPARK_SCALA_VERSION", "2.13");
        conf.put("spark.executor.memory", "512m");
        conf.put("spark.gaia.slots.timeout", "40 s");
        String log = System.getProperty("cluster.log");
        if (log != null) {
            conf.put("spark.executor.extraJavaOptions", "-Dlog4j2.configurationFile=" + log);
        }
        return conf;
    }
}

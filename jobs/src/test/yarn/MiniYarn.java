import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * A YARN cluster of one resource manager and one node manager. Writes its yarn-site.xml to the first
 * argument, prints STARTED, and lives until it is killed. Java runs this file as it is: Hadoop's mini
 * cluster is on no class path of ours.
 */
public class MiniYarn {
  public static void main(String[] arguments) throws Exception {
    YarnConfiguration conf = new YarnConfiguration();
    conf.set("yarn.nodemanager.disk-health-checker.enable", "false");
    conf.setInt("yarn.scheduler.minimum-allocation-mb", 256);
    conf.setInt("yarn.nodemanager.resource.memory-mb", 8192);
    conf.setInt("yarn.nodemanager.resource.cpu-vcores", 8);
    conf.set("yarn.nodemanager.vmem-check-enabled", "false");
    conf.set("yarn.nodemanager.pmem-check-enabled", "false");
    conf.setBoolean("yarn.is.minicluster", true);
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
    MiniYARNCluster cluster = new MiniYARNCluster("rerate", 1, 1, 1, 1);
    cluster.init(conf);
    cluster.start();
    Configuration started = cluster.getConfig();
    // At once: the folder is on the class path, and threads that end read their settings from it.
    Path site = Path.of(arguments[0]);
    Path begun = site.resolveSibling("begun");
    try (OutputStream out = Files.newOutputStream(begun)) {
      started.writeXml(out);
    }
    Files.move(begun, site, StandardCopyOption.ATOMIC_MOVE);
    System.out.println("STARTED");
    Thread.sleep(Long.MAX_VALUE);
  }
}

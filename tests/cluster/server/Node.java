import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.Version;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.plugins.PluginInfo;

/** One node of a cluster, with HTTP and without plugins of its own: java Node HOME */
public final class Node extends org.opensearch.node.Node {
    private static final String TRANSPORT = "org.opensearch.transport.Netty4ModulePlugin";

    private Node(Environment environment) {
        super(environment, List.of(onClassPath(TRANSPORT)), true);
    }

    private static PluginInfo onClassPath(String name) {
        String java = Integer.toString(Runtime.version().feature());
        return new PluginInfo(
            name, "from the class path", "NA", Version.CURRENT, java, name, List.of(), false);
    }

    @Override
    protected void configureNodeAndClusterIdStateListener(ClusterService service) {
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Settings settings = Settings.builder().put("path.home", home.toString()).build();
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings, Map.of(), home.resolve("config"), () -> "node");
        Node node = new Node(environment);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (java.io.IOException error) {
                error.printStackTrace();
            } finally {
                ended.countDown();
            }
        }));
        node.start();
        ended.await();
    }
}

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.k8s.KubernetesConf;
import org.apache.spark.deploy.k8s.KubernetesDriverConf;
import org.apache.spark.deploy.k8s.KubernetesDriverSpec;
import org.apache.spark.deploy.k8s.SparkPod;
import org.apache.spark.deploy.k8s.submit.JavaMainAppResource;
import org.apache.spark.deploy.k8s.submit.KubernetesDriverBuilder;

/**
 * Reads manifests by the model of Kubernetes, and fails at a field that is not in it. Prints the pod
 * that Spark would ask for as the driver of a SparkApplication. Java runs this file as it is.
 *
 * <p>Arguments: the manifests of the CronJob, and that of the application.
 */
public class DriverPod {

  /** As {@code kubectl apply --validate=strict}: the model itself would keep unknown fields. */
  private static final ObjectMapper STRICT =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              });

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of("ConfigMap", ConfigMap.class, "CronJob", CronJob.class);

  public static void main(String[] arguments) throws Exception {
    for (JsonNode manifest : documents(arguments[0])) {
      HasMetadata read = STRICT.treeToValue(manifest, KINDS.get(manifest.get("kind").asText()));
      System.out.println("# " + read.getKind() + " " + read.getMetadata().getName());
    }
    SparkPod made = spec(documents(arguments[1]).get(0).get("spec")).pod();
    Pod pod =
        new PodBuilder(made.pod()).editSpec().addToContainers(made.container()).endSpec().build();
    System.out.println(Serialization.asYaml(pod));
  }

  private static List<JsonNode> documents(String file) throws Exception {
    return STRICT.readerFor(JsonNode.class).<JsonNode>readValues(new File(file)).readAll();
  }

  /** What the operator hands to spark-submit. */
  private static KubernetesDriverSpec spec(JsonNode application) {
    SparkConf conf =
        new SparkConf()
            .setMaster("k8s://https://kubernetes.example.org")
            .setAppName("rerate-backfill")
            .set("spark.submit.deployMode", "cluster")
            .set("spark.kubernetes.container.image", application.get("image").asText())
            .set(
                "spark.kubernetes.authenticate.driver.serviceAccountName",
                application.at("/driver/serviceAccount").asText())
            .set("spark.executor.instances", application.at("/executor/instances").asText());
    for (String side : List.of("driver", "executor")) {
      JsonNode of = application.get(side);
      conf.set("spark." + side + ".memory", of.get("memory").asText());
      conf.set("spark." + side + ".cores", of.get("cores").asText());
      conf.set("spark." + side + ".extraJavaOptions", of.get("javaOptions").asText());
      for (JsonNode variable : of.get("env")) {
        EnvVar read = STRICT.convertValue(variable, EnvVar.class);
        conf.set(
            "spark.kubernetes." + side + ".secretKeyRef." + read.getName(),
            read.getValueFrom().getSecretKeyRef().getName()
                + ":"
                + read.getValueFrom().getSecretKeyRef().getKey());
      }
    }
    application
        .get("sparkConf")
        .properties()
        .forEach(setting -> conf.set(setting.getKey(), setting.getValue().asText()));
    List<String> given = new ArrayList<>();
    application.get("arguments").forEach(argument -> given.add(argument.asText()));
    KubernetesDriverConf driver =
        KubernetesConf.createDriverConf(
            conf,
            "spark-rerate",
            JavaMainAppResource.of(application.get("mainApplicationFile").asText()),
            application.get("mainClass").asText(),
            given.toArray(String[]::new),
            (String) null);
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl("https://kubernetes.example.org").build())
            .build()) {
      return new KubernetesDriverBuilder().buildFromFeatures(driver, client);
    }
  }
}

"""Follows the alerts of a fleet: each episode is printed once when it is raised and once when it is resolved."""
import collections, json, os, signal, sys
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, TopicPartition

REMEMBERED = 100_000  # Records that a repetition is recognised among; the oldest are forgotten.
DEADLINE_S = 10


class Episodes:
    """Alerts come at least once: the same (id, type) again is the same record again."""

    def __init__(self):
        self.seen = collections.OrderedDict()
        self.open = {}

    def take(self, alert):
        """Returns whether the record says something new."""
        key = alert["id"], alert["type"]
        if key in self.seen:
            return False
        self.seen[key] = None
        if len(self.seen) > REMEMBERED:
            self.seen.popitem(last=False)
        if alert["type"] == "RESOLVED":
            self.open.pop(alert["id"], None)
        elif (alert["id"], "RESOLVED") not in self.seen:
            self.open[alert["id"]] = alert
        return True


def follow(consumer, topic, episodes):
    """Reads the topic from its start, so that what is open now is known, and then goes on."""
    found = consumer.list_topics(topic, DEADLINE_S).topics[topic]
    if found.error:
        raise KafkaException(found.error)
    consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in found.partitions])
    while True:
        message = consumer.poll(1)
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        alert = json.loads(message.value())
        if episodes.take(alert):
            print(f"{alert['type']:8} {alert['vehicle_id']} {alert['message']} ({alert['id']}),",
                  f"{len(episodes.open)} open", flush=True)


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # The client asks for a group; none is joined, since partitions are assigned and nothing is committed.
    consumer = Consumer({"bootstrap.servers": os.environ.get("KAFKA_BROKER", "localhost:19092"),
                         "group.id": "unused", "enable.auto.commit": False, "log_level": 0})
    episodes = Episodes()
    try:
        follow(consumer, os.environ.get("KAFKA_ALERT_TOPIC", "telemetry-alerts"), episodes)
    except KeyboardInterrupt:
        print(json.dumps({"records": len(episodes.seen), "open": sorted(episodes.open)}))
    except KafkaException as failure:
        sys.exit(f"Kafka: {failure}")
    finally:
        consumer.close()


main()

"""A vehicle that streams telemetry to VoltStream and loses nothing when the connection breaks."""
import argparse, asyncio, collections, contextlib, json, os, random, sys, time
import grpc
from telemetry_pb2 import DataPoint, TelemetryBatch
from telemetry_pb2_grpc import TelemetryServiceStub

WINDOW, FIRST_PAUSE, LONGEST_PAUSE = 100, 0.1, 5.0  # Batches unanswered at most; seconds before the next try.
CHANNEL = [("grpc.keepalive_time_ms", 10_000), ("grpc.keepalive_timeout_ms", 10_000), ("grpc.use_local_subchannel_pool", 1)]


class Vehicle:
    def __init__(self, name, batches):
        self.name, self.session, self.pause = name, time.time_ns() // 1_000_000, FIRST_PAUSE
        self.room, self.outbox = asyncio.Semaphore(WINDOW), asyncio.PriorityQueue()  # (sequence, batch), oldest first
        self.in_flight = {}  # sequence: batch, as sent on the present stream
        self.unanswered, self.sent, self.acked, self.rejected = batches, 0, 0, collections.Counter()

    async def measure(self, hz):
        for sequence in range(1, self.unanswered + 1):
            await self.room.acquire()
            values = {"CurrentLocation.Latitude": 37.76 + sequence * 1e-6, "CurrentLocation.Longitude": -122.44,
                      "Speed": 40 + sequence % 10, "Powertrain.TractionBattery.Temperature.Average": 31.5}
            self.outbox.put_nowait((sequence, TelemetryBatch(
                vehicle_id=self.name, timestamp=time.time_ns() // 1_000_000, sequence=sequence, session=self.session,
                points=[DataPoint(sensor_id="Vehicle." + path, value=value) for path, value in values.items()])))
            await asyncio.sleep(1 / hz if hz else 0)

    async def send(self, stream):
        with contextlib.suppress(grpc.aio.AioRpcError, asyncio.InvalidStateError):  # receive() hears why.
            while True:
                sequence, batch = await self.outbox.get()
                self.in_flight[sequence] = batch
                self.sent += 1
                await stream.write(batch)
                await stream.initial_metadata()  # One batch until the first ack: a stream that is refused says why.

    async def receive(self, stream):
        async for ack in stream:
            self.pause = FIRST_PAUSE
            entry = ack.sequence, self.in_flight.pop(ack.sequence)
            if ack.retry_after_ms > 0:  # The batch is good, but could not be taken now.
                asyncio.get_running_loop().call_later(ack.retry_after_ms / 1000, self.outbox.put_nowait, entry)
                continue
            self.acked += ack.success
            self.rejected.update([] if ack.success else [ack.error_message])
            self.unanswered -= 1
            self.room.release()
            if self.unanswered == 0:
                await stream.done_writing()

    async def drive(self, address, metadata, hz):
        measuring = asyncio.create_task(self.measure(hz))
        while self.unanswered:
            async with grpc.aio.insecure_channel(address, options=CHANNEL) as channel:  # New, to connect at once.
                stream = TelemetryServiceStub(channel).StreamTelemetry(metadata=metadata)
                sending = asyncio.create_task(self.send(stream))
                try:
                    await self.receive(stream)
                except grpc.aio.AioRpcError as lost:
                    print(f"{lost.code().name}: {lost.details()}", file=sys.stderr)
                    if lost.code() == grpc.StatusCode.UNAUTHENTICATED:
                        return
                sending.cancel()
            while self.in_flight:
                self.outbox.put_nowait(self.in_flight.popitem())
            await asyncio.sleep(random.uniform(self.pause / 2, self.pause))
            self.pause = min(2 * self.pause, LONGEST_PAUSE)


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--batches", type=int, default=1000)
parser.add_argument("--hz", type=float, default=10, help="batches a second; 0: as fast as they are acknowledged")
options = parser.parse_args()
metadata = [("authorization", "Bearer " + token)] if (token := os.environ.get("VOLTSTREAM_TOKEN")) else None
vehicle = Vehicle(os.environ.get("VEHICLE_ID", "PYTHON-1"), options.batches)
with contextlib.suppress(KeyboardInterrupt):
    asyncio.run(vehicle.drive(os.environ.get("SERVER_ADDR", "127.0.0.1:50051"), metadata, options.hz))
print(json.dumps({"sent": vehicle.sent, "acked": vehicle.acked, "rejected": vehicle.rejected}))
sys.exit(vehicle.acked != options.batches)

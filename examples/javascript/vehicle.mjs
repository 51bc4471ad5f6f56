// A vehicle that streams telemetry to VoltStream and loses nothing when the connection breaks.
import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const WINDOW = 100; // Batches without a final answer; when there are so many, measuring waits.
const FIRST_PAUSE_MS = 100, LONGEST_PAUSE_MS = 5_000; // Before the next try to connect.
const CHANNEL = { // Pings find a peer that is gone; gRPC's own pauses would grow to minutes.
  'grpc.keepalive_time_ms': 10_000, 'grpc.keepalive_timeout_ms': 10_000,
  'grpc.initial_reconnect_backoff_ms': FIRST_PAUSE_MS, 'grpc.max_reconnect_backoff_ms': LONGEST_PAUSE_MS };
const CONTRACT = fileURLToPath(new URL('../../proto/src/main/proto/telemetry.proto', import.meta.url));
const { TelemetryService } = grpc.loadPackageDefinition(
  loadSync(CONTRACT, { keepCase: true, longs: Number, defaults: true })).telemetry;

const { values: options } = parseArgs({ options: { // hz: batches a second; 0: as fast as they are acknowledged
  batches: { type: 'string', default: '1000' }, hz: { type: 'string', default: '10' } } });
const { SERVER_ADDR = '127.0.0.1:50051', VEHICLE_ID = 'JAVASCRIPT-1', VOLTSTREAM_TOKEN } = process.env;
const client = new TelemetryService(SERVER_ADDR, grpc.credentials.createInsecure(), CHANNEL);
const metadata = new grpc.Metadata();
if (VOLTSTREAM_TOKEN) metadata.set('authorization', `Bearer ${VOLTSTREAM_TOKEN}`);

const batches = Number(options.batches), hz = Number(options.hz), session = Date.now(), room = new EventEmitter();
const counts = { sent: 0, acked: 0, rejected: {} };
const inFlight = []; // Batches sent and not answered: acks come in the order of the batches.
const waiting = []; // Batches to be sent, while there is no stream.
let answered = 0, pause = FIRST_PAUSE_MS, stream;

async function measure() {
  for (let sequence = 1; sequence <= batches; sequence++) {
    if (sequence - answered > WINDOW) await once(room, 'made');
    const values = { 'CurrentLocation.Latitude': 37.78 + sequence * 1e-6, 'CurrentLocation.Longitude': -122.44,
      Speed: 40 + sequence % 10, 'Powertrain.TractionBattery.Temperature.Average': 31.5 };
    const points = Object.entries(values).map(([path, value]) => ({ sensor_id: `Vehicle.${path}`, value }));
    send({ vehicle_id: VEHICLE_ID, timestamp: Date.now(), points, sequence, session });
    if (hz > 0) await sleep(1000 / hz);
  }
}

function send(batch) {
  if (!stream) return void waiting.push(batch);
  inFlight.push(batch);
  counts.sent++;
  stream.write(batch); // What cannot leave yet is kept in memory: never more than WINDOW batches.
}

function take(ack) {
  const batch = inFlight.shift();
  pause = FIRST_PAUSE_MS;
  // The batch is good, but could not be taken now.
  if (ack.retry_after_ms > 0) return void setTimeout(send, ack.retry_after_ms, batch);
  if (ack.success) counts.acked++;
  else counts.rejected[ack.error_message] = 1 + (counts.rejected[ack.error_message] ?? 0);
  if (++answered === batches) stream.end();
  room.emit('made');
}

function connect() {
  stream = client.StreamTelemetry(metadata).on('data', take).on('error', () => {}); // The status says the same.
  stream.on('status', ({ code, details }) => {
    stream = undefined;
    if (answered < batches) console.error(details);
    if (answered === batches || code === grpc.status.UNAUTHENTICATED) return end(); // A wrong token stays wrong.
    setTimeout(connect, pause * (0.5 + Math.random() / 2));
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
  });
  [...inFlight.splice(0), ...waiting.splice(0)].forEach(send);
}

function end() {
  console.log(JSON.stringify(counts));
  process.exit(counts.acked === batches ? 0 : 1);
}

process.once('SIGINT', end);
connect();
measure();

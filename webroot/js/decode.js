// @ts-check
// The dense frames of the live feed (docs/live-feed.md): rows of varints, base64 in the stream.

const LAT_LON = 1;
const SPEED = 2;
const TEMP = 4;
const HEADING = 8;
const SOC = 16;
const MOTION = 32;
const NEW = 64;

/** Bits of {@link Fields.bits}. */
export const Bit = { LAT_LON, SPEED, TEMP, HEADING, SOC, MOTION, NEW };

/** A frame that does not fit what was known: only a new connection helps. */
export class FrameError extends Error {}

/**
 * What a frame says of one vehicle: differences for lat, lon, speed, temp and heading; one object
 *   is
 * reused for all vehicles of all frames.
 *
 * @typedef {object} Fields
 * @property {number} slot
 * @property {string|null} vin only when the frame introduces the vehicle
 * @property {number} bits which of the following are there
 * @property {number} age in 100 ms
 * @property {number} lat in 10⁻⁶ degree
 * @property {number} lon in 10⁻⁶ degree
 * @property {number} speed in 0.1 km/h
 * @property {number} temp in 0.1 °C
 * @property {number} heading in degrees
 * @property {number} soc in percent
 * @property {number} motion 0 idle, 1 moving, 2 charging
 */

/**
 * Who takes the vehicles of a frame.
 *
 * @typedef {object} FrameTaker
 * @property {(whole: boolean, number: number, time: number) => void} begin
 * @property {(fields: Fields) => void} vehicle
 * @property {(whole: boolean) => void} end
 */

/** @param {string} text base64 */
export function bytesOf(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = binary.charCodeAt(i);
  }
  return bytes;
}

export class FrameReader {
  /** @type {Uint8Array} */
  #bytes = new Uint8Array(0);
  #at = 0;
  /** The server's clock in the last frame, Unix ms. */
  time = 0;
  /** How long before that it had last heard of any vehicle in the frame, in ms. */
  age = Infinity;
  /** An id may begin with a byte order mark: it is part of the id. */
  #utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  /** @type {Fields} */
  #fields = {
    slot: 0,
    vin: null,
    bits: 0,
    age: 0,
    lat: 0,
    lon: 0,
    speed: 0,
    temp: 0,
    heading: 0,
    soc: 0,
    motion: 0,
  };

  /**
   * @param {Uint8Array} bytes one frame
   * @param {boolean} whole a whole frame, else a delta
   * @param {FrameTaker} taker
   */
  read(bytes, whole, taker) {
    this.#bytes = bytes;
    this.#at = 0;
    const number = this.#varint();
    this.time = this.#varint();
    this.age = Infinity;
    const count = this.#varint();
    taker.begin(whole, number, this.time);
    for (let i = 0; i < count; i++) {
      this.#vehicle(whole);
      this.age = Math.min(this.age, this.#fields.age * 100);
      taker.vehicle(this.#fields);
    }
    taker.end(whole);
  }

  /** @param {boolean} whole */
  #vehicle(whole) {
    const f = this.#fields;
    f.slot = this.#varint();
    f.vin = whole ? this.#text() : null;
    f.bits = this.#varint();
    if (!whole && f.bits & NEW) {
      f.vin = this.#text();
    }
    f.age = this.#varint();
    f.lat = f.bits & LAT_LON ? this.#signed() : 0;
    f.lon = f.bits & LAT_LON ? this.#signed() : 0;
    f.speed = f.bits & SPEED ? this.#signed() : 0;
    f.temp = f.bits & TEMP ? this.#signed() : 0;
    f.heading = f.bits & HEADING ? this.#signed() : 0;
    f.soc = f.bits & SOC ? this.#varint() : 0;
    f.motion = f.bits & MOTION ? this.#varint() : 0;
  }

  #varint() {
    let value = 0;
    let scale = 1;
    for (;;) {
      if (this.#at >= this.#bytes.length) {
        throw new FrameError(`the frame ends at byte ${this.#at}, in the middle of a number`);
      }
      const byte = this.#bytes[this.#at++];
      // Times have more than 32 bits: multiply, do not shift.
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        return value;
      }
      scale *= 128;
    }
  }

  #signed() {
    const coded = this.#varint();
    return coded % 2 === 0 ? coded / 2 : -(coded + 1) / 2;
  }

  #text() {
    const length = this.#varint();
    const end = this.#at + length;
    if (end > this.#bytes.length) {
      throw new FrameError(`the frame ends at byte ${this.#bytes.length}, in the middle of an id`);
    }
    const text = this.#utf8.decode(this.#bytes.subarray(this.#at, end));
    this.#at = end;
    return text;
  }
}

// @ts-check
// The vehicles that the page knows, column by column. A vehicle keeps its row (index) as long as it is
// known, whatever slot the feed gives it, so that nothing flickers when a whole frame comes.

import { Bit, FrameError } from './decode.js';
import { Glide, unitX, unitY } from './glide.js';
import { IDLE, OF_MOTION, STALE, STATUSES } from './status.js';

/** A vehicle that the server no longer names stays, hollow, for this long. */
const KEEP_LOST_MS = 60_000;
/** Nobody has that many vehicles; a higher slot is a broken frame. */
const MAX_SLOT = 1_000_000;

export class Fleet {
  #capacity = 1024;
  #free = /** @type {number[]} */ ([]);
  #byVin = /** @type {Map<string, number>} */ (new Map());
  #slots = /** @type {Map<number, number>} */ (new Map());
  #generation = 0;
  #number = -1;
  #time = 0;
  #arrived = 0;

  /** Rows in use are below this one; a row whose vin is '' is free. */
  top = 0;
  /** @type {string[]} */
  vins = [];
  lat = new Int32Array(this.#capacity);
  lon = new Int32Array(this.#capacity);
  speed = new Int32Array(this.#capacity);
  temp = new Int32Array(this.#capacity);
  course = new Int32Array(this.#capacity);
  soc = new Int32Array(this.#capacity);
  motion = new Int32Array(this.#capacity);
  /** Which of the columns have ever had a value: {@link Bit}. */
  has = new Int32Array(this.#capacity);
  status = new Int32Array(this.#capacity);
  /** Alert level: 0, WARNING or CRITICAL. */
  level = new Int32Array(this.#capacity);
  /** 1 when it was lost or not heard of for {@link ttl}, else 0. */
  silent = new Int32Array(this.#capacity);
  slot = new Int32Array(this.#capacity);
  seenIn = new Int32Array(this.#capacity);
  /** The server's time of the last batch, in ms. */
  seen = new Float64Array(this.#capacity);
  /** The server's time when it was lost, 0 while it is not. */
  lost = new Float64Array(this.#capacity);
  glide = new Glide(this.#capacity);

  /** Told when a row begins to stand for another vehicle. @type {(index: number) => void} */
  onClaim = () => {};

  /**
   * @param {(vin: string) => number} levelOf the open alert level of a vehicle: 0, WARNING or CRITICAL
   */
  constructor(levelOf) {
    this.levelOf = levelOf;
    this.ttl = 5_000;
  }

  get size() {
    return this.#byVin.size;
  }

  /** @param {string} vin @returns {number} its row, -1 when it is not known */
  indexOf(vin) {
    return this.#byVin.get(vin) ?? -1;
  }

  /** Has it ever said where it is? @param {number} i */
  isPlaced(i) {
    return (this.has[i] & Bit.LAT_LON) !== 0;
  }

  /** Is it drawn hollow? @param {number} i */
  isStale(i) {
    return this.silent[i] === 1;
  }

  /** The shape under a status: what it did when it was last heard of. @param {number} i */
  shape(i) {
    return this.level[i] || (OF_MOTION[this.motion[i]] ?? IDLE);
  }

  /** A new connection begins: its first frame is whole. */
  reset() {
    this.#number = -1;
  }

  /** @param {boolean} whole @param {number} number @param {number} time */
  begin(whole, number, time) {
    if (!whole && number !== this.#number + 1) {
      throw new FrameError(`frame ${number} came after frame ${this.#number}`);
    }
    this.#number = number;
    this.#time = time;
    this.#arrived = performance.now();
    if (whole) {
      this.#generation++;
      this.#slots.clear();
    }
  }

  /** @param {import('./decode.js').Fields} f */
  vehicle(f) {
    const i = f.vin === null ? this.#slots.get(f.slot) : this.#introduce(f.slot, f.vin);
    if (i === undefined) {
      throw new FrameError(`slot ${f.slot} was never introduced`);
    }
    this.has[i] |= f.bits;
    this.lat[i] += f.lat;
    this.lon[i] += f.lon;
    this.speed[i] += f.speed;
    this.temp[i] += f.temp;
    this.course[i] += f.heading;
    this.soc[i] = f.bits & Bit.SOC ? f.soc : this.soc[i];
    this.motion[i] = f.bits & Bit.MOTION ? f.motion : this.motion[i];
    this.seen[i] = this.#time - f.age * 100;
    this.lost[i] = 0;
    this.#rank(i, this.#time);
    if (f.bits & (Bit.LAT_LON | Bit.HEADING) && this.isPlaced(i)) {
      this.#moved(i);
    }
  }

  /** @param {number} i */
  #moved(i) {
    const x = unitX(this.lon[i] / 1e6);
    const y = unitY(this.lat[i] / 1e6);
    if (this.glide.start[i] !== 0) {
      this.glide.move(i, x, y, this.course[i], this.#arrived);
    } else {
      this.glide.place(i, x, y, this.course[i]);
      this.glide.start[i] = this.#arrived;
    }
  }

  /** @param {boolean} whole */
  end(whole) {
    if (!whole) {
      return;
    }
    for (let i = 0; i < this.top; i++) {
      if (this.vins[i] !== '' && this.seenIn[i] !== this.#generation) {
        this.#lose(i, this.#time);
      }
    }
  }

  /** @param {string} vin @param {number} now the server's time */
  gone(vin, now) {
    const i = this.indexOf(vin);
    if (i >= 0) {
      if (this.#slots.get(this.slot[i]) === i) {
        this.#slots.delete(this.slot[i]);
      }
      this.#lose(i, now);
    }
  }

  /** @param {number} i @param {number} now */
  #lose(i, now) {
    this.lost[i] = this.lost[i] || now;
    this.#rank(i, now);
  }

  /** Once a second: who has become stale, who is forgotten. @param {number} now the server's time */
  age(now) {
    for (let i = 0; i < this.top; i++) {
      if (this.vins[i] !== '') {
        this.#rank(i, now);
        if (this.lost[i] > 0 && now - this.lost[i] > KEEP_LOST_MS) {
          this.#forget(i);
        }
      }
    }
  }

  /** The open alerts have changed. */
  alertsChanged() {
    for (let i = 0; i < this.top; i++) {
      if (this.vins[i] !== '') {
        this.level[i] = this.levelOf(this.vins[i]);
        this.status[i] = this.level[i] || (this.silent[i] ? STALE : this.shape(i));
      }
    }
  }

  /** An open alert counts more than silence, silence more than what it did last. @param {number} i @param {number} now */
  #rank(i, now) {
    this.silent[i] = this.lost[i] > 0 || now - this.seen[i] > this.ttl ? 1 : 0;
    this.status[i] = this.level[i] || (this.silent[i] ? STALE : this.shape(i));
  }

  /** @param {number} slot @param {string} vin */
  #introduce(slot, vin) {
    if (slot > MAX_SLOT) {
      throw new FrameError(`slot ${slot} is beyond ${MAX_SLOT}`);
    }
    let i = this.indexOf(vin);
    if (i < 0) {
      i = this.#free.pop() ?? this.top++;
      if (i >= this.#capacity) {
        this.#grow();
      }
      this.vins[i] = vin;
      this.#byVin.set(vin, i);
      this.level[i] = this.levelOf(vin);
      this.glide.place(i, 0, 0, 0);
      this.onClaim(i);
    }
    // Differences are to nothing now.
    this.lat[i] = this.lon[i] = this.speed[i] = this.temp[i] = this.course[i] = 0;
    this.has[i] = this.motion[i] = this.soc[i] = 0;
    this.slot[i] = slot;
    this.seenIn[i] = this.#generation;
    this.#slots.set(slot, i);
    return i;
  }

  /** @param {number} i */
  #forget(i) {
    this.#byVin.delete(this.vins[i]);
    this.vins[i] = '';
    this.lost[i] = 0;
    this.#free.push(i);
  }

  #grow() {
    this.#capacity *= 2;
    for (const column of /** @type {const} */ ([
      'lat', 'lon', 'speed', 'temp', 'course', 'soc', 'motion', 'has', 'status', 'level', 'silent', 'slot', 'seenIn',
    ])) {
      const old = this[column];
      this[column] = new Int32Array(this.#capacity);
      this[column].set(old);
    }
    for (const column of /** @type {const} */ (['seen', 'lost'])) {
      const old = this[column];
      this[column] = new Float64Array(this.#capacity);
      this[column].set(old);
    }
    this.glide.grow(this.#capacity);
  }

  /** How many vehicles have each status, by number of the status. */
  counts() {
    const counts = new Array(STATUSES.length).fill(0);
    for (let i = 0; i < this.top; i++) {
      if (this.vins[i] !== '') {
        counts[this.status[i]]++;
      }
    }
    return counts;
  }
}

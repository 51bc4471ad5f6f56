// @ts-check
// The fleet as the feed's frames tell it. A vehicle keeps its row as long as it is known, whatever
// slot the feed gives it, so that nothing flickers when a whole frame comes.

import { Bit, FrameError } from './decode.js';
import { unitX, unitY } from './glide.js';
import { IDLE, OF_MOTION, STALE, STATUSES } from './status.js';
import { VehicleTable } from './vehicle-table.js';

/** A vehicle that the server no longer names stays, hollow, for this long. */
const KEEP_LOST_MS = 60_000;
/** Nobody has that many vehicles; a higher slot is a broken frame. */
const MAX_SLOT = 1_000_000;

export class Fleet extends VehicleTable {
  #slots = /** @type {Map<number, number>} */ (new Map());
  #generation = 0;
  #number = -1;
  #time = 0;
  #arrived = 0;
  #isWhole = false;

  /** Told when a row begins to stand for another vehicle. @type {(index: number) => void} */
  onClaim = () => {};

  /**
   * @param {(vin: string) => number} levelOf the open alert level of a vehicle: 0, WARNING or
   *   CRITICAL
   */
  constructor(levelOf) {
    super();
    this.levelOf = levelOf;
    this.ttl = 5_000;
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
    this.#isWhole = whole;
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
    // Whoever is in a delta has just sent something, however long the frame was on its way.
    this.heard[i] = this.#arrived - (this.#isWhole ? f.age * 100 : 0);
    this.lost[i] = 0;
    this.#rank(i, this.#arrived);
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
        this.#lose(i, this.#arrived);
      }
    }
  }

  /** @param {string} vin */
  gone(vin) {
    const i = this.indexOf(vin);
    if (i >= 0) {
      if (this.#slots.get(this.slot[i]) === i) {
        this.#slots.delete(this.slot[i]);
      }
      this.#lose(i, performance.now());
    }
  }

  /** @param {number} i @param {number} now of performance.now() */
  #lose(i, now) {
    this.lost[i] = this.lost[i] || now;
    this.#rank(i, now);
  }

  /** Once a second: who has become stale, who is forgotten. */
  age() {
    const now = performance.now();
    for (let i = 0; i < this.top; i++) {
      if (this.vins[i] !== '') {
        this.#rank(i, now);
        if (this.lost[i] > 0 && now - this.lost[i] > KEEP_LOST_MS) {
          this.forget(i);
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

  /**
   * An open alert counts more than silence, silence more than what it did last.
   *
   * @param {number} i
   * @param {number} now of performance.now()
   */
  #rank(i, now) {
    this.silent[i] = this.lost[i] > 0 || now - this.heard[i] > this.ttl ? 1 : 0;
    this.status[i] = this.level[i] || (this.silent[i] ? STALE : this.shape(i));
  }

  /** @param {number} slot @param {string} vin */
  #introduce(slot, vin) {
    if (slot > MAX_SLOT) {
      throw new FrameError(`slot ${slot} is beyond ${MAX_SLOT}`);
    }
    let i = this.indexOf(vin);
    if (i < 0) {
      i = this.claim(vin);
      this.level[i] = this.levelOf(vin);
      this.onClaim(i);
    }
    // Differences are to nothing now.
    this.blank(i);
    this.slot[i] = slot;
    this.seenIn[i] = this.#generation;
    this.#slots.set(slot, i);
    return i;
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

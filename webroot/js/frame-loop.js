// @ts-check
// Draws at the rate of the screen as long as somebody looks, and leaves time for everything else.

/** The largest share of the time that drawing may take: the rest is for the feed and the person. */
const SHARE = 0.6;
/** A frame that takes no longer is drawn at the rate of the screen. */
const EASY_MS = 10;

export class FrameLoop {
  #frame = 0;
  #notBefore = 0;
  /** Script time of the last frames in ms; the newest is last. @type {number[]} */
  times = [];

  /** @param {() => void} draw */
  constructor(draw) {
    this.draw = draw;
    document.addEventListener('visibilitychange', () => this.#run());
    this.#run();
  }

  /** Hidden pages draw nothing. */
  #run() {
    cancelAnimationFrame(this.#frame);
    if (!document.hidden) {
      const step = () => {
        this.#frame = requestAnimationFrame(step);
        this.#step();
      };
      this.#frame = requestAnimationFrame(step);
    }
  }

  #step() {
    const began = performance.now();
    if (began < this.#notBefore) {
      return;
    }
    this.draw();
    const took = performance.now() - began;
    this.#notBefore = took < EASY_MS ? 0 : began + took / SHARE;
    this.times.push(took);
    if (this.times.length > 120) {
      this.times.shift();
    }
  }
}

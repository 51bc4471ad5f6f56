// @ts-check
// Puts the page together: the feed fills the fleet and the alerts, a tick each second brings
// everything that has an age up to date, the map draws by itself.

import { AlertFeed } from './alert-feed.js';
import { Alerts } from './alerts.js';
import { Banner } from './banner.js';
import { Bar } from './bar.js';
import { Charts } from './charts.js';
import { Chips } from './chips.js';
import { Configuration } from './config.js';
import { Details } from './details.js';
import { Feed } from './feed.js';
import { Fleet } from './fleet.js';
import { Keys } from './keys.js';
import { showLegend } from './legend.js';
import { History } from './history.js';
import { FleetMap } from './map.js';
import { Notice } from './notice.js';
import { Rail } from './rail.js';
import { Search } from './search.js';
import { offerLogout } from './session.js';
import { Theme } from './theme.js';
import { Trend } from './trend.js';
import { ViewState } from './view-state.js';
import { byId, count, vinElement } from './text.js';

/** So long the stream waits for the alerts at the start. */
const ALERTS_FIRST_MS = 2_000;

const config = new Configuration();
const theme = new Theme();
const state = new ViewState();
const alerts = new Alerts();
const fleet = new Fleet((vin) => alerts.levelOf(vin));
const map = new FleetMap(fleet, state, theme);
const trend = new Trend(fleet);
const charts = new Charts(trend, state, theme);
const bar = new Bar();
const chips = new Chips(state);
const rail = new Rail(state);
const jump = (/** @type {string} */ vin) => map.jump(vin);
const alertFeed = new AlertFeed(alerts, config, state, jump);
const search = new Search(fleet, jump);
let node = '';

const feed = new Feed(
  {
    begin: (whole, number, time) => fleet.begin(whole, number, time),
    vehicle: (fields) => fleet.vehicle(fields),
    end: (whole) => {
      fleet.end(whole);
      map.fitOnce();
    },
  },
  {
    reset: () => fleet.reset(),
    gone: (vin) => fleet.gone(vin),
    alert: (record) => alerts.take(record),
    resync: () => readAlerts(),
    beat: (beat) => {
      bar.beat(beat);
      if (node !== '' && node !== beat.node) {
        // The server was started anew, perhaps on other data: what is open is asked again.
        readAlerts();
      }
      node = beat.node;
    },
  },
);
const history = new History(state, config, theme, () => feed.now());
const details = new Details(fleet, state, history, jump);
const banner = new Banner(feed);
const notice = new Notice(feed, fleet, state);

async function readAlerts() {
  const position = await alerts.readAgain();
  feed.position = feed.position || position;
}

alerts.addEventListener('change', (e) => {
  /** @type {import('./alerts.js').AlertRecord[]} */
  const raised = /** @type {CustomEvent} */ (e).detail.raised;
  fleet.alertsChanged();
  bar.alerts(alerts);
  alertFeed.show(feed.now());
  chips.show(fleet.counts());
  for (const record of raised.filter(({ level }) => level === 'CRITICAL')) {
    map.vehicles.pulse(record.vehicle_id);
    alertFeed.announce(record);
  }
});

config.addEventListener('change', () => {
  fleet.ttl = config.now.vehicle_ttl_ms;
  setThreshold();
  if (config.now.tiles) {
    map.useTiles(config.now.tiles);
  }
});

function setThreshold() {
  charts.setThreshold(config.signal('battery_temperature')?.alert?.raise ?? null);
}

feed.addEventListener('change', () => {
  map.vehicles.freeze(feed.state.kind === 'paused');
  bar.grey(banner.word() !== 'live');
});
state.addEventListener('change', showFollowing);

function showFollowing() {
  byId('following').hidden = !state.following;
  if (state.following && state.selected !== null) {
    byId('following-vin').replaceChildren(vinElement(state.selected));
    const i = fleet.indexOf(state.selected);
    byId('following-speed').textContent =
      i < 0 ? 'not on the map' : `${count(fleet.speed[i] / 10)} km/h`;
  }
}

function tick() {
  const now = feed.now();
  const isPaused = feed.state.kind === 'paused';
  if (!isPaused) {
    fleet.age();
    map.vehicles.trail.sample();
    trend.sample(now, feed.state.kind === 'live');
    // Nobody looks at a hidden page.
    if (!document.hidden) {
      details.read();
    }
  }
  const counts = fleet.counts();
  chips.show(counts);
  bar.speed(trend.speed.mean.findLast((mean) => mean !== null) ?? null);
  banner.show();
  bar.grey(banner.word() !== 'live');
  notice.show(counts);
  alertFeed.tick(now);
  details.tick(now);
  search.tick();
  showFollowing();
  if (!document.hidden) {
    charts.update();
  }
}

/** Escape undoes the last thing: follow, selection, search, filter. */
function undo() {
  if (state.following) {
    state.follow(false);
  } else if (document.activeElement === byId('search')) {
    search.clear();
  } else if (state.selected !== null) {
    state.select(null);
  } else if (!search.clear()) {
    state.showAll();
  }
}

new Keys(
  {
    '/': () => search.focus(),
    f: () => state.follow(!state.following),
    a: () => {
      const vin = alertFeed.next();
      if (vin !== null) {
        map.jump(vin);
      }
    },
    l: () => theme.next(),
    c: () => charts.fold(),
    p: () => (feed.state.kind === 'paused' ? feed.resume() : feed.pause()),
    0: () => map.fit(),
    g: () => location.assign('analytics'),
  },
  undo,
);
offerLogout(config);
byId('following-stop').addEventListener('click', () => state.follow(false));

/**
 * Alerts first: the stream then goes on from there. It does not wait for them for long: without
 * them it brings those that are open.
 */
async function start() {
  showLegend();
  setThreshold();
  setInterval(tick, 1_000);
  config.read();
  map.basemap.load();
  await Promise.race([
    readAlerts(),
    new Promise((resolve) => setTimeout(resolve, ALERTS_FIRST_MS)),
  ]);
  feed.start();
}

// What the browser tests and the measurements look at.
Object.assign(window, { voltstream: { fleet, map, feed, alerts, state, trend, history } });
void rail;
start();

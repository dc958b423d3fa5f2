/**
 * In Chromium, all in one run and in turns: from a paste to its rows on the screen, beside @lapo/asn1js with its own
 * dom.js and @peculiar/certificates-viewer in bare pages; what the page holds then, and after Clear; `scan` beside the
 * walk and @lapo/asn1js; a handshake beside its own cryptography. Wall-clock medians, as ratios. Exits with 1 when a
 * goal is missed. `BENCH=quick` leaves out the two that take the peers minutes.
 */
import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { corpora, extremes, toPem } from './corpora.mjs';
import { geometricMean, median, report } from './figures.mjs';
import { clearInput, showInput } from './ourPage.mjs';
import { openSites } from './site.mjs';

const quick = process.env.BENCH === 'quick';
const slug = (name) => name.replace(/\W+/g, '-');
const inputs = corpora();
const files = new Map();
const paths = new Map();
for (const [name, list] of Object.entries({
  ...inputs,
  ...Object.fromEntries(Object.entries(extremes()).map(([name, input]) => [name, [input]])),
})) {
  const own = list.map((octets, i) => [`inputs/${slug(name)}-${i}.der`, octets]);
  for (const [path, octets] of own) files.set(path, octets);
  paths.set(
    name,
    own.map(([path]) => `/${path}`),
  );
}

const sites = await openSites(files);
const executablePath = await findChromium();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: [...chromiumArgs, '--enable-precise-memory-info'],
});
const open = async (address) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'en' });
  page.setDefaultTimeout(600_000);
  await page.goto(address);
  return page;
};

/** The median of what each gives, called in turns. */
async function inTurns(rounds, runs) {
  const results = runs.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [k, { run, most = rounds }] of runs.entries()) {
      if (round < most) results[k].push(await run());
    }
  }
  return results;
}
const times = (results) => median(results.map(({ time }) => time));
const clock = (results) =>
  `${times(results).toFixed(1)} ms (clock ${median(results.map((result) => result.clock)).toFixed(1)})`;

let reached = true;
const section = (title, rows) => {
  reached = report(title, rows) && reached;
};

const ours = await open(`${sites.ours}/#/inspect`);
const [lapo, viewer, bare] = await Promise.all(
  ['lapo', 'viewer', 'bare'].map((page) => open(`${sites.theirs}/${page}.html`)),
);

const showOurs = (input) => async () => {
  const result = await ours.evaluate(showInput, input);
  await ours.evaluate(clearInput);
  return result;
};
const showPeer = (page, text) => () => page.evaluate((value) => globalThis.show(value), text);
const walk = (name, passes) => async () => {
  const time = await bare.evaluate(
    ([list, count]) => globalThis.pass('walk', list, count),
    [paths.get(name), passes],
  );
  return { time, clock: time };
};

/** The heap in use after a collection, in MB. */
async function heap() {
  const session = await ours.context().newCDPSession(ours);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

// What a large input needs is fetched from our own origin: the page may fetch from nowhere else.
for (const name of ['CRL of 250,000', '20 MB OCTET STRING', '10,000 levels']) {
  const [path] = paths.get(name);
  await ours.route(`**${path}`, (route) =>
    route.fulfill({ body: Buffer.from(files.get(path.slice(1))), contentType: 'application/octet-stream' }),
  );
}

const texts = {
  leaf: toPem('CERTIFICATE', inputs['ordinary leaf'][0]),
  names: toPem('CERTIFICATE', inputs['10,000 SANs'][0]),
  crl: toPem('X509 CRL', inputs['CRL of 50,000'][0]),
};
await ours.evaluate(showInput, { text: texts.leaf }); // loads what is loaded on demand
await ours.evaluate(clearInput);
const heapBefore = await heap();

const pageRow = (name, own, goals, peers = {}) => {
  const longest = median(own.map(({ tasks }) => Math.max(0, ...tasks)));
  return {
    name,
    figures: [`ours ${clock(own)}`]
      .concat(Object.entries(peers).map(([peer, results]) => `${peer} ${clock(results)}`))
      .join(', '),
    goals: [
      ...goals,
      { what: 'ms, the longest task of the main thread over 50 ms', is: longest, atMost: 50 },
      {
        what: 'elements in the page',
        is: Math.max(...own.map(({ elements }) => elements)),
        atMost: 1499,
      },
    ],
  };
};
const faster = (peer, results, own, atLeast) => ({
  what: `times faster than ${peer}`,
  is: times(results) / times(own),
  atLeast,
});

const rows = [];
{
  const [own, one, two] = await inTurns(21, [
    { run: showOurs({ text: texts.leaf }) },
    { run: showPeer(lapo, texts.leaf) },
    { run: showPeer(viewer, texts.leaf) },
  ]);
  rows.push(pageRow('ordinary leaf', own, [faster('@lapo/asn1js', one, own, 2)], { lapo: one, viewer: two }));
}
{
  const [own, one, two] = await inTurns(7, [
    { run: showOurs({ text: texts.names }) },
    { run: showPeer(lapo, texts.names), most: quick ? 1 : 3 },
    { run: showPeer(viewer, texts.names), most: quick ? 1 : 3 },
  ]);
  rows.push(
    pageRow(
      '10,000 SANs',
      own,
      [faster('@lapo/asn1js', one, own, 25), faster('certificates-viewer', two, own, 25)],
      { lapo: one, viewer: two },
    ),
  );
}
{
  const [own, one, two] = await inTurns(7, [
    { run: showOurs({ text: texts.crl }) },
    { run: showPeer(lapo, texts.crl), most: quick ? 0 : 1 },
    { run: showPeer(viewer, texts.crl), most: quick ? 0 : 1 },
  ]);
  const goals = quick
    ? []
    : [faster('@lapo/asn1js', one, own, 300), faster('certificates-viewer', two, own, 300)];
  rows.push(pageRow('CRL of 50,000', own, goals, quick ? {} : { lapo: one, viewer: two }));
}
{
  const name = 'CRL of 250,000';
  const [own, floor] = await inTurns(7, [
    { run: showOurs({ url: paths.get(name)[0] }) },
    { run: walk(name, 3) },
  ]);
  rows.push(
    pageRow(
      name,
      own,
      [{ what: 'times the bare walk over it', is: times(own) / times(floor.slice(1)), atMost: 12 }],
      { walk: floor.slice(1) },
    ),
  );
}
for (const name of Object.keys(extremes())) {
  const [own] = await inTurns(3, [{ run: showOurs({ url: paths.get(name)[0] }) }]);
  rows.push(pageRow(name, own, []));
}
await ours.evaluate(showInput, { text: texts.leaf });
await ours.evaluate(clearInput);
const heapAfter = await heap();
rows.push({
  name: 'heap',
  figures: `${heapBefore.toFixed(1)} MB after a leaf was shown and cleared, ${heapAfter.toFixed(1)} MB after all of these`,
  goals: [{ what: 'MB more', is: heapAfter - heapBefore, atMost: 5 }],
});
section('from the paste to the rows on the screen, in Chromium', rows);

const scans = [];
const ratios = [];
for (const [name, list] of Object.entries(inputs)) {
  const size = list.reduce((sum, { length }) => sum + length, 0);
  const passes = Math.max(1, Math.min(500, Math.round(400_000 / size)));
  const rounds = size > 5_000_000 ? 5 : 11;
  const run = (which) => () =>
    bare.evaluate(
      ([what, from, count]) => globalThis.pass(what, from, count),
      [which, paths.get(name), passes],
    );
  const results = await inTurns(rounds + 1, [
    { run: run('walk') },
    { run: run('scan') },
    { run: run('lapo'), most: size > 1_000_000 ? 3 : 6 },
  ]);
  const [floor, own, peer] = results.map((values) => median(values.slice(1)));
  ratios.push(peer / own);
  scans.push({
    name: `${name} (${size} octets)`,
    figures: `walk ${floor.toFixed(3)} ms, scan ${own.toFixed(3)} ms`,
    goals: [
      { what: 'times the walk', is: own / floor, atMost: size > 25_000 && list.length === 1 ? 2 : 4 },
      { what: 'times faster than @lapo/asn1js', is: peer / own, atLeast: 3 },
    ],
  });
  await bare.evaluate(() => globalThis.forget());
}
scans.push({
  name: 'all of them',
  figures: 'geometric mean',
  goals: [{ what: 'times faster than @lapo/asn1js', is: geometricMean(ratios), atLeast: 5 }],
});
section('scan, in Chromium', scans);

/** Whether a script holds the handshake or its ciphers: labels of RFC 9846's key schedule, a constant of ChaCha20. */
const isHandshake = (script) => /tls13 |expand 32-byte k/.test(script);
const built = readdirSync('dist/assets').filter((file) => file.endsWith('.js'));
const handshake = built.filter((file) => isHandshake(readFileSync(`dist/assets/${file}`, 'utf8')));
if (handshake.length === 0)
  throw new Error('no script of the page holds the handshake: look for something else');
const loaded = await ours.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));

const block = (path) =>
  Buffer.from(/-----BEGIN [^-]+-----([^-]+)/.exec(readFileSync(path, 'utf8'))[1], 'base64');
const key = block('samples/keys/shop.example.pem');
const { d, x, y } = createPrivateKey({ key, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
const [scalar, ...point] = [d, x, y].map((text) => Buffer.from(text, 'base64url'));
const parts = {
  chain: [...block('samples/shop.example.pem')],
  key: [...key],
  scalar: [...scalar],
  publicKey: [4, ...point[0], ...point[1]],
};
const [shakes] = await inTurns(200, [{ run: () => bare.evaluate((all) => globalThis.shake(all), parts) }]);
const warm = shakes.slice(50);
const whole = median(warm.map((shake) => shake.whole));
const floor = median(warm.map((shake) => shake.bare));
section('a handshake of TLS 1.3, in Chromium', [
  {
    name: 'both ends',
    figures: `${whole.toFixed(2)} ms, its noble operations ${floor.toFixed(2)} ms`,
    goals: [{ what: 'times its noble operations', is: whole / floor, atMost: 2 }],
  },
  {
    name: 'Inspect',
    figures: `${loaded.length} files after all inputs, of ${built.length} scripts ${handshake.length} with the handshake`,
    goals: [
      {
        what: 'of these loaded',
        is: loaded.filter((name) => handshake.some((file) => name.endsWith(`/${file}`))).length,
        atMost: 0,
      },
    ],
  },
]);

await browser.close();
await sites.close();
process.exitCode = reached ? 0 : 1;

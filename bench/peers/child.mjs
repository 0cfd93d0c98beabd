// One framework in a process of its own: told what to do by ../peers.ts, it gives the lesson and says how long that took.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Messages under way at once; ours is driven by as many. */
const AT_ONCE = 100;
/** Learners that warm the code up, before anything is timed. */
const WARM = 1_000;
/** A round of few people is given again, afresh, until it took so long, in ms. */
const LEAST = 300;

const require = createRequire(import.meta.url);
// What a framework logs by default it logs here too; one opens its log files as soon as it is imported.
const folder = mkdtempSync(join(tmpdir(), 'recado-peer-'));
process.chdir(folder);
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const framework = await import(`./frameworks/${process.argv[2]}.mjs`);
process.once('disconnect', () => process.exit(0));

const phone = (nth) => String(528_300_000_000 + nth);
let told;
let standing;

const DO = {
  /** Compares every word, warms up, and seats everybody where one run goes through all. */
  async start(given) {
    told = given;
    await compare();
    await lessonOf(await seated(WARM), 0, WARM, Number.POSITIVE_INFINITY);
    if (told.seatOnce) standing = await seated(told.people);
    const { version } = require(join(import.meta.dirname, 'node_modules', framework.about.package, 'package.json'));
    return { ...framework.about, version };
  },
  /** One round: `from`..`to` of those who sit, or everybody of as many fresh starts as make up the time. */
  async round({ from, to, most }) {
    if (standing) return lessonOf(standing, from, to, most);
    const sum = { messages: 0, ms: 0, cpu: 0, cut: false };
    while (sum.ms < Math.min(LEAST, most) && !sum.cut) {
      const one = await lessonOf(await seated(told.people), 0, told.people, most - sum.ms);
      for (const key of ['messages', 'ms', 'cpu']) sum[key] += one[key];
      sum.cut = one.cut;
    }
    return sum;
  },
  end: () => ({}),
};

process.on('message', async ({ act, ...given }) => {
  try {
    const said = await DO[act](given);
    process.send({ said: { ...said, rss: process.memoryUsage().rss } });
  } catch (error) {
    process.send({ failed: String(error?.stack ?? error) });
  }
});

/** So many people with the lesson open, its first question asked. */
async function seated(people) {
  const heard = { count: 0, wrong: 0, wave: -1 };
  const { opening, between, script } = told;
  const one = await framework.open({
    opening,
    between,
    heard(_, text) {
      heard.count++;
      if (text !== (heard.wave < 0 ? opening : script[heard.wave].reply)) heard.wrong++;
    },
  });
  const all = Array.from({ length: people }, (_, nth) => phone(nth));
  if (framework.beginAll && people > WARM) await framework.beginAll(one, all);
  else await inTurn(all, (person) => one.begin(person));
  if (heard.wrong > 0) throw new Error(`Of ${people} openings ${heard.wrong} were not the product's.`);
  return { one, heard };
}

/** Wave after wave: everybody's first answer, everybody's second, and so on. `most` ms of both clocks, then it is cut off. */
async function lessonOf({ one, heard }, from, to, most) {
  const people = Array.from({ length: to - from }, (_, i) => phone(from + i));
  heard.count = heard.wrong = 0;
  let messages = 0;
  const cpu = process.cpuUsage();
  const began = performance.now();
  // On a crowded machine a round that had its time has hardly begun: it is over when it had the processor so long, too.
  const worked = () => process.cpuUsage(cpu).user / 1_000;
  const late = () => performance.now() - began > most && worked() > most;
  for (const [wave, { text }] of told.script.entries()) {
    heard.wave = wave;
    messages += await inTurn(people, (person) => one.say(person, text), late);
    if (late()) break;
  }
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  const cut = messages < people.length * told.script.length;
  if (heard.wrong > 0 || heard.count !== messages)
    throw new Error(`Of ${messages} messages ${heard.count} were replied to, ${heard.wrong} with other words.`);
  return { messages, ms, cpu: user + system, cut };
}

/** Each of them, AT_ONCE at a time; how many until it got late. */
async function inTurn(people, act, late = () => false) {
  let next = 0;
  const one = async () => {
    while (next < people.length && !late()) await act(people[next++]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return next;
}

/** One person, alone, letter by letter; the options too, where the framework has a form for them. */
async function compare() {
  const { opening, openingLabels, between, script } = told;
  const heard = [];
  const one = await framework.open({ opening, between, heard: (_, text, labels) => heard.push({ text, labels }) });
  await one.begin(phone(0));
  for (const { text } of script) await one.say(phone(0), text);
  const due = [
    { text: opening, labels: openingLabels },
    ...script.map(({ reply, labels }) => ({ text: reply, labels })),
  ];
  if (heard.length !== due.length) throw new Error(`${heard.length} messages instead of ${due.length}.`);
  for (const [nth, { text, labels }] of heard.entries()) {
    if (text !== due[nth].text) throw new Error(`Message ${nth} is «${text}» instead of «${due[nth].text}».`);
    if (labels?.length > 0 && labels.join() !== due[nth].labels.join())
      throw new Error(`Message ${nth} offers ${labels.join()} instead of ${due[nth].labels.join()}.`);
  }
}

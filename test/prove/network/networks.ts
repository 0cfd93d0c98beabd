import fc from 'fast-check';
import { brokenPromises } from '../../../src/workshop/rehearse/invariants.ts';
import { broken, type Ground, type Target } from '../target.ts';
import { FAULTS, type Fault, SHORT } from './adversary.ts';
import { differences, judgedIn } from './judged.ts';
import { lateIn } from './late.ts';
import { inVillage, type Village } from './village.ts';

/** Learners of a case: with their facilitator, two reviewers and the rest of the team. */
const PEOPLE = 25;
/** Three lessons, a homework and two sessions are over in two weeks; the third brings what was late. */
const WEEKS = 3;
/** A case is a programme of weeks, twice: minutes, not a second. */
const CASE = 600_000;

const villages = (people: number, pack: Village['pack'], weeks: number, faults: readonly Fault[]) =>
  fc.record({
    pack: fc.constant(pack),
    people: fc.constant(people),
    weeks: fc.constant(weeks),
    seed: fc.noShrink(fc.noBias(fc.nat(9_999_999))).map(String),
    // A case that breaks a promise is made smaller by leaving faults out.
    faults: fc.constant(faults),
  });

/** The same learners over a perfect network and over this one: what the programme is judged by is the same. */
export async function staysTheSame(village: Village): Promise<void> {
  const perfect = await inVillage({ ...village, faults: [] }, async (house) => judgedIn(house));
  await inVillage(village, async (house) => {
    const promises = await brokenPromises(house);
    if (promises.length > 0) broken(promises.map(({ promise }) => promise).join('; '), promises);
    const found = differences(perfect, await judgedIn(house));
    if (found.length > 0) broken(`over this network ${found.length} records are others: ${found[0]}`, found);
  });
}

/** Days late: nothing is lost, and what was late is marked. */
export async function losesNothing(village: Village): Promise<void> {
  await inVillage(village, async (house, wrote) => {
    const promises = await brokenPromises(house);
    const { broken: found, late } = await lateIn(house, wrote);
    const all = [...promises.map(({ promise }) => promise), ...found];
    if (all.length > 0) broken(all.join('; '));
    if (late === 0) broken('nothing was late: this network does nothing');
  });
}

const ground = (holds: (village: Village) => Promise<void>) => async (): Promise<Ground<Village>> => ({
  holds,
  hang: CASE,
});

const target = (
  of: Pick<Target<Village>, 'name' | 'promise' | 'cases' | 'short' | 'long'>,
  holds: typeof staysTheSame,
) => ({
  ...of,
  chunk: 1,
  silent: CASE,
  open: ground(holds),
});

/** A thousand learners of a short programme, and some of the shipped one. */
export const NETWORKS = [
  target(
    {
      name: 'network',
      promise: `A programme of ${PEOPLE} learners over a network that doubles 30 %, delays 30 %, turns round 30 % of what may be turned round, loses and brings again, holds back and floods, sends old messages beside new ones, brings edits and reactions, and statuses before the answer to the send: answers, homework and its parts, rolls, attendance and certificates are those of the same learners over a perfect one.`,
      cases: villages(PEOPLE, 'vereda', WEEKS, SHORT),
      short: 1,
      long: 40,
    },
    staysTheSame,
  ),
  target(
    {
      name: 'network-llera',
      promise: 'The same of the shipped programme and 10 learners, in its first six weeks.',
      cases: villages(10, 'llera', 6, SHORT),
      short: 0, // test/end-to-end/rehearse.test.ts has one like it
      long: 5,
    },
    staysTheSame,
  ),
  target(
    {
      name: 'network-days',
      promise: `The same ${PEOPLE} learners over a network that brings some of it days late as well: nothing is lost, and what came late has the time at which she sent it and is marked.`,
      cases: villages(PEOPLE, 'vereda', WEEKS, FAULTS),
      short: 1,
      long: 40,
    },
    losesNothing,
  ),
] satisfies readonly Target<Village>[];

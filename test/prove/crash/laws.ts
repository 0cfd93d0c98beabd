import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rows } from './books.ts';
import { DESCRIBED, type Learner, STEPS } from './learners.ts';
import type { Town } from './town.ts';

/** What a round leaves to look at: the database, the providers' books and what every learner saw. */
export interface Left {
  readonly town: Town;
  readonly learners: readonly Learner[];
  /** How often a kill cut this message of ours off while it was being sent. */
  readonly cut: ReadonlyMap<string, number>;
}

interface Sent {
  readonly id: string;
  readonly seq: number;
  readonly kind: string;
  readonly priority: number;
  readonly state: string;
  readonly repeat: number;
  readonly attempts: number;
  readonly why: string | null;
  readonly cause: number | null;
  readonly group_id: string;
  readonly sending_at: number;
}

const WENT = ['accepted', 'sent', 'delivered', 'read'];

/** Each promise as a look: what breaks it, in words. */
export const LAWS: Readonly<Record<string, (left: Left) => string[]>> = {
  'every message that we acknowledged is here': ({ town }) => {
    const here = new Set(inbox(town).map(({ provider_id }) => provider_id));
    return [...town.acknowledged].filter((id) => !here.has(id));
  },

  'every message of hers is here once and was worked': ({ town, learners }) => {
    const all = inbox(town);
    const times = counted(all.map(({ provider_id }) => provider_id));
    const sent = learners.flatMap((one) => one.sent.map((id) => town.keptAs(id)));
    return [
      ...sent.filter((id) => times.get(id) !== 1).map((id) => `${id} is here ${times.get(id) ?? 0} times`),
      ...sent.filter((id, i) => sent.indexOf(id) < i).map((id) => `${id} stands for two that she sent`),
      ...all.filter(({ state }) => state !== 1).map(({ provider_id, did }) => `${provider_id} was not worked: ${did}`),
      ...rows<{ why: string }>(town, 'select why from set_aside').map(({ why }) => `set aside: ${why}`),
    ];
  },

  'each answer is there once, to the question that she answered': ({ town, learners }) => {
    const answers = rows<{ phone: string; step: string; plain: string; times: number }>(
      town,
      `select ltrim(a.phone, '+') as phone, w.step, w.plain, count(*) as times from answer w
         join person p on p.id = w.person_id join person_address ap on ap.person_id = p.id join address a on a.id = ap.address_id
         group by a.phone, w.step, w.plain order by 1, 2`,
    );
    const expected = learners.flatMap((she) => [
      ...STEPS.map((step) => `${she.id} ${step} ${she.kilos(step)} 1`),
      `${she.id} parts ${JSON.stringify(she.sendsPhoto ? 'photo' : DESCRIBED)} 1`,
    ]);
    return difference(
      answers.map(({ phone, step, plain, times }) => `${phone} ${step} ${plain} ${times}`),
      expected,
    );
  },

  'nothing that she wrote is answered twice, and nothing is left without an answer': ({ town, learners }) => {
    const groups = counted(
      rows<{ cause: number }>(
        town,
        "select distinct cause, group_id from outbox where cause is not null and kind = 'reply'",
      ).map(({ cause }) => String(cause)),
    );
    const help = sentBy(town, (text) => /Puede escribir AYUDA/.test(text));
    return [
      ...[...groups].filter(([, n]) => n > 1).map(([cause, n]) => `message ${cause} has ${n} answers`),
      ...learners
        .filter((she) => (help.get(she.id) ?? 0) !== she.askedHelp)
        .map((she) => `${she.id} asked for help ${she.askedHelp} times and got it ${help.get(she.id) ?? 0}`),
    ];
  },

  'each homework is handed in once, and its photo is on the disk as it was sent': ({ town, learners }) => {
    const handedIn = rows<{ state: string; n: number }>(
      town,
      'select state, count(*) as n from homework group by state',
    );
    const kept = rows<{ state: string; path: string; sha256: string }>(town, 'select state, path, sha256 from media');
    const photos = learners.filter((she) => she.sendsPhoto).length;
    return [
      ...difference(
        handedIn.map(({ state, n }) => `${n} ${state}`),
        [`${learners.length} received`],
      ),
      ...difference([`${kept.length} photos`], [`${photos} photos`]),
      ...kept
        .filter(({ state, path, sha256 }) => state !== 'kept' || hashOf(town, path) !== sha256)
        .map(({ state, path }) => `a photo is ${state} at ${path}`),
    ];
  },

  'every reply reached the provider, and no message came from nowhere': ({ town, cut }) => {
    const out = outbox(town);
    const times = counted(town.emulator.received.map(({ outboxId = '?' }) => outboxId));
    const known = new Set(out.map(({ id }) => id));
    return [
      ...out
        .filter(
          (row) => !(WENT.includes(row.state) || (row.priority > 0 && row.state === 'doubtful' && cut.has(row.id))),
        )
        .map((row) => `a ${row.kind} is ${row.state} (${row.why})`),
      ...out.filter((row) => WENT.includes(row.state) && !times.has(row.id)).map((row) => `${row.id} never left`),
      ...[...times.keys()].filter((id) => !known.has(id)).map((id) => `${id} is not in the outbox`),
    ];
  },

  'an unknown outcome is repeated at most once each time, marked, and a reminder never': ({ town, cut }) => {
    const times = counted(town.emulator.received.map(({ outboxId = '?' }) => outboxId));
    return outbox(town)
      .filter((row) => {
        const again = (times.get(row.id) ?? 0) - 1;
        return again > 0 && (again > (cut.get(row.id) ?? 0) || row.repeat !== 1 || row.priority > 0);
      })
      .map(
        (row) => `a ${row.kind} left ${times.get(row.id)} times, cut off ${cut.get(row.id) ?? 0}, mark ${row.repeat}`,
      );
  },

  'what a status had told in time was not repeated': ({ town }) => {
    const times = counted(town.emulator.received.map(({ outboxId = '?' }) => outboxId));
    return outbox(town)
      .filter(
        (row) => (times.get(row.id) ?? 0) > 1 && (town.told.get(row.id) ?? Number.POSITIVE_INFINITY) < row.sending_at,
      )
      .map((row) => `${row.id} was told of at ${town.told.get(row.id)} and sent again at ${row.sending_at}`);
  },

  'a job is done once: each is in her group, and no number of its roster is given twice': ({ town, learners }) => {
    const numbers = rows<{ number: number }>(town, 'select number from roster order by number').map(
      (row) => row.number,
    );
    return difference(
      numbers.map(String),
      learners.map((_, i) => String(i + 1)),
    );
  },

  'a timer fires once': ({ town, learners }) => {
    const asked = sentBy(
      town,
      (text) => /saco el jueves/.test(text) && !/Le recordamos|Puede escribir AYUDA/.test(text),
    );
    const reminded = sentBy(town, (text) => /Le recordamos/.test(text));
    const doubtful = new Set(
      rows<{ phone: string }>(
        town,
        "select ltrim(a.phone, '+') as phone from outbox o join address a on a.id = o.address_id where o.state = 'doubtful'",
      ).map(({ phone }) => phone),
    );
    return learners.flatMap(({ id }) => [
      ...((asked.get(id) ?? 0) === 1 || (!asked.has(id) && doubtful.has(id))
        ? []
        : [`${id} was asked ${asked.get(id) ?? 0} times after the wait`]),
      ...((reminded.get(id) ?? 0) <= 1 ? [] : [`${id} was reminded ${reminded.get(id)} times`]),
    ]);
  },

  // An unknown outcome frees the address for replies: what is repeated comes after them.
  'she reads our answers in their order': ({ town, learners }) => {
    const order = new Map(
      outbox(town)
        .filter(({ priority, repeat }) => priority === 0 && repeat === 0)
        .map(({ id, seq }) => [id, seq]),
    );
    return learners.flatMap((she) => {
      const seqs = [...she.seen].flatMap((id) => order.get(id) ?? []);
      return seqs.every((seq, i) => i === 0 || seqs[i - 1]! < seq) ? [] : [`${she.id} read ${seqs.join(' ')}`];
    });
  },

  'everybody came to the end, and read nothing out of place': ({ learners }) =>
    learners.flatMap((she) => [
      ...(she.done ? [] : [`${she.id} is stuck after: ${she.phone.inbox.at(-1)?.text}`]),
      ...she.puzzled.map((text) => `${she.id} could make nothing of: ${text}`),
    ]),

  'the file is sound': ({ town }) => [
    ...rows<{ integrity_check: string }>(town, 'pragma integrity_check')
      .map((row) => row.integrity_check)
      .filter((says) => says !== 'ok'),
    ...rows(town, 'pragma foreign_key_check').map((row) => JSON.stringify(row)),
  ],
};

/** So many of each: one is enough to begin with. */
const SHOWN = 3;

/** Every law that is broken, with what breaks it. */
export function broken(left: Left): string[] {
  return Object.entries(LAWS).flatMap(([law, look]) => {
    const found = look(left);
    return found.slice(0, SHOWN).map((says) => `${law}: ${says} (${found.length} such)`);
  });
}

interface Inbox {
  readonly provider_id: string;
  readonly state: number;
  readonly did: string | null;
}
const inbox = (town: Town): Inbox[] => rows<Inbox>(town, 'select provider_id, state, did from inbox');
const outbox = (town: Town): Sent[] => rows<Sent>(town, 'select * from outbox order by seq');

function counted(list: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const one of list) times.set(one, (times.get(one) ?? 0) + 1);
  return times;
}

/** How many messages of ours with such words each learner was sent; a repeat is none. */
function sentBy(town: Town, words: (text: string) => boolean): Map<string, number> {
  const plain = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  const seen = new Set<string>();
  return counted(
    town.emulator.received.flatMap(({ outboxId = '?', to, text }) => {
      if (seen.has(outboxId) || !words(plain(text))) return [];
      seen.add(outboxId);
      return [to.replace('+', '')];
    }),
  );
}

function difference(got: readonly string[], expected: readonly string[]): string[] {
  return [
    ...expected.filter((one) => !got.includes(one)).map((one) => `missing: ${one}`),
    ...got.filter((one) => !expected.includes(one)).map((one) => `too many: ${one}`),
  ];
}

function hashOf(town: Town, path: string): string {
  return createHash('sha256')
    .update(readFileSync(join(town.folder, 'media', path)))
    .digest('hex');
}

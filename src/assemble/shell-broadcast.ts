import { type Command, Option } from 'commander';
import { RecadoError } from '../base/errors.ts';
import { NO_CURRENCY } from '../domain/price.ts';
import { formatMoney } from '../locale/numbers.ts';
import {
  type BroadcastDraft,
  confirm,
  type Doing,
  listQuery,
  previewed,
  recipientsQuery,
  steer,
  type Turn,
  tryOut,
  type View,
  viewed,
} from '../programme/broadcast/index.ts';
import { shellSight } from '../programme/sight.ts';
import { normalise } from '../text/normalise.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import type { Speaker } from './tongue.ts';

const BY = { kind: 'shell', id: 'shell' } as const;
const SIGHT = shellSight('main');

interface Audience {
  readonly programme?: string;
  readonly cohort?: string[];
  readonly group?: string[];
  readonly site?: string[];
  readonly language?: string[];
  readonly tag?: string[];
  readonly withoutTag?: string[];
  readonly withoutHomework?: string;
  readonly attendanceBelow?: string;
}
interface Words {
  readonly text?: string;
  readonly sms?: string;
  readonly textIn?: string[];
  readonly at?: string;
  readonly until?: string;
  readonly template?: string;
  readonly force?: true;
  readonly key?: string;
}

/** `recado broadcast …`: one message to many, from a shell. */
export function addBroadcastCommands(
  program: Command,
  app: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker,
): void {
  const broadcast = program.command('broadcast').description('one message to many, previewed before it leaves');
  const doing = (running: App): Doing => ({
    read: (query) => running.store.read(query),
    operate: running.operate,
    sight: SIGHT,
    by: BY,
  });
  const show = (view: View) => lines(view, speaker()).forEach(say);
  const offer = (view: View) => {
    show(view);
    say(speaker().phrase('notices.confirm', { id: view.id, code: String(view.code) }));
  };

  broadcast
    .command('preview')
    .description('whom it would reach, what they would read and what it costs; nothing is sent')
    .option('--programme <programme>', 'needed where several are loaded')
    .option('--cohort <names...>', 'of this cohort')
    .option('--group <names...>', 'of this group')
    .option('--site <names...>', 'of this site')
    .option('--language <languages...>', 'in this language')
    .option('--tag <tags...>', 'with this tag')
    .option('--without-tag <tags...>', 'without this tag')
    .option('--without-homework <name>', 'who was given it and has sent nothing')
    .option('--attendance-below <share>', '0 to 1')
    .option('--text <words>', 'for everybody whose language has no text of its own')
    .option('--sms <words>', 'a shorter form of it')
    .option('--text-in <language=words...>', 'in one language: yua="…"')
    .option('--at <moment>', 'yyyy-mm-dd hh:mm, in the zone of each; now without it')
    .option('--until <moment>', 'afterwards it goes to nobody any more')
    .option('--template <name/language>', 'an approved template, where WhatsApp is closed')
    .option('--key <key>', 'the same key never makes two')
    .option('--force', 'though the same went out within the hour')
    .action(async (options: Audience & Words) => {
      const running = await app();
      const programme = programmeNamed(running, options.programme);
      offer(await previewed({ draft: draftOf(programme, options) }, doing(running)));
    });

  broadcast
    .command('send <id>')
    .description('confirm a preview with its code')
    .requiredOption('--code <code>', 'the four digits of the preview')
    .action(async (id: string, { code }: { code: string }) => {
      const running = await app();
      await running.operate(confirm, { id, code: Number(code), by: BY, sight: SIGHT });
      const { state, people } = await viewed(id, doing(running).read, SIGHT, BY);
      const { phrase } = speaker();
      const count = people.get;
      say(state === 'scheduled' ? phrase('notices.scheduled', { count }) : phrase('notices.going', { count }));
    });

  broadcast
    .command('test <id>')
    .description('send it to one of the team first, word for word')
    .requiredOption('--to <name>', 'as `recado staff list` shows it')
    .action(async (id: string, { to }: { to: string }) => {
      const running = await app();
      await running.operate(tryOut, { id, person: await staffNamed(running, to), by: BY, sight: SIGHT });
      say(speaker().phrase('notices.tried', { to }));
    });

  broadcast
    .command('list')
    .description('the newest first')
    .option('--programme <programme>', 'of this programme')
    .action(async ({ programme }: { programme?: string }) => {
      const running = await app();
      const { sql, params } = listQuery(SIGHT, BY, programme);
      const rows = await doing(running).read({
        sql: { sqlite: `${sql.sqlite} order by b.created_at desc limit 50` },
        params,
      });
      const { phrase } = speaker();
      if (rows.length === 0) say(phrase('notices.none'));
      for (const row of rows) {
        const { id, state, people, progress } = await viewed(String(row['id']), doing(running).read, SIGHT, BY);
        const stands = phrase(`notice-state.${state}`);
        say(phrase('notices.row', { id, state: stands, delivered: progress.delivered, of: people.get }));
      }
    });

  broadcast
    .command('show <id>')
    .description('what it says and how far it has come')
    .option('--people', 'and what became of it for each')
    .action(async (id: string, { people }: { people?: true }) => {
      const running = await app();
      const { read } = doing(running);
      show(await viewed(id, read, SIGHT, BY));
      if (!people) return;
      const { phrase, language } = speaker();
      const { texts } = running.mind().deps;
      const whyOf = (outcome: string, why: string) =>
        outcome === 'left-out' ? phrase(`left-out.${why}`) : texts.say(`why.${why}`, { language, vars: {} }).text;
      const { sql, params } = recipientsQuery(id);
      for (const row of await read({ sql: { sqlite: `${sql.sqlite} order by r.n` }, params })) {
        const { outcome, why } = row as { outcome: string; why: string | null };
        const so = why === null ? '' : ` (${whyOf(outcome, why).replace(/\.$/, '')})`;
        say(`  ${row['n']} ${row['name'] ?? phrase('shown.nameless')}: ${phrase(`outcome.${outcome}`)}${so}`);
      }
    });

  for (const turn of ['pause', 'resume', 'cancel'] as const satisfies readonly Turn[])
    broadcast
      .command(`${turn} <id>`)
      .description(
        { pause: 'hold what has not left', resume: 'let it go on', cancel: 'recall what has not left' }[turn],
      )
      .action(async (id: string) => {
        const running = await app();
        await running.operate(steer, { id, turn, by: BY, sight: SIGHT });
        show(await viewed(id, doing(running).read, SIGHT, BY));
      });

  broadcast
    .command('resend <id>')
    .description('preview the same words to those whom it did not reach')
    .addOption(new Option('--force', 'though that was done within the hour'))
    .action(async (id: string, { force }: { force?: true }) => {
      const running = await app();
      offer(await previewed({ resend: { id, ...(force ? { force } : {}) } }, doing(running)));
    });
}

function draftOf(programme: string, options: Audience & Words): BroadcastDraft {
  const { text, sms, at, until, template, force, key } = options;
  const texts = (options.textIn ?? []).map((one) => {
    const [, language = '', words = ''] = /^([\w-]+)=([\s\S]*)$/.exec(one) ?? [];
    return [language, { text: words }] as const;
  });
  const [name = '', language = ''] = template?.split('/') ?? [];
  const lists = {
    cohorts: options.cohort,
    groups: options.group,
    sites: options.site,
    languages: options.language,
    tags: options.tag,
    without_tags: options.withoutTag,
  };
  return {
    audience: {
      programme,
      ...Object.fromEntries(Object.entries(lists).filter(([, names]) => names !== undefined)),
      ...(options.withoutHomework ? { homework: { name: options.withoutHomework, state: 'missing' } } : {}),
      ...(options.attendanceBelow ? { attendance: { below: Number(options.attendanceBelow) } } : {}),
    },
    ...(text === undefined ? {} : { text: { text, ...(sms === undefined ? {} : { sms }) } }),
    ...(texts.length === 0 ? {} : { texts: Object.fromEntries(texts) }),
    ...(at === undefined ? {} : { on: localOf(at) }),
    ...(until === undefined ? {} : { until: localOf(until) }),
    ...(template === undefined ? {} : { template: { name, language, parameters: [] } }),
    ...(force ? { force } : {}),
    ...(key === undefined ? {} : { key }),
  };
}

function localOf(moment: string): { date: string; at: string } {
  const [date = '', at = ''] = moment.trim().split(/[ T]+/);
  return { date, at };
}

async function staffNamed(app: App, name: string): Promise<string> {
  const rows = await app.store.read<{ id: string; name: string }>({
    sql: {
      sqlite: 'select distinct p.id, p.name from staff s join person p on p.id = s.person_id where s.until is null',
    },
    params: {},
  });
  const [one, ...others] = rows.filter((row) => normalise(row.name ?? '') === normalise(name));
  if (!one || others.length > 0) throw new RecadoError('STAFF_UNKNOWN', { name });
  return one.id;
}

function lines(view: View, { phrase, language }: Speaker): string[] {
  const { id, state, people, texts, ways, cost, unpriced, progress, on } = view;
  const money = cost
    .filter(({ currency }) => currency !== NO_CURRENCY)
    .map(({ minor, currency }) => formatMoney(minor, currency, language));
  const reasons = Object.entries(people.reasons).map(([reason, n]) => `${phrase(`left-out.${reason}`)} ${n}`);
  const out = people.left_out > 0 ? phrase('notices.left-out', { reasons: reasons.join(', ') }) : '';
  const by = Object.entries(ways).map(([way, { people: n, pieces }]) => phrase('notices.way', { way, n, pieces }));
  const rest = unpriced > 0 && money.length > 0 ? phrase('notices.unpriced', { count: unpriced }) : '';
  const { delivered, sent, underWay, waiting, failed, dropped } = progress;
  return [
    phrase('notices.head', { id, state: phrase(`notice-state.${state}`) }),
    phrase('notices.to', { get: people.get, of: people.get + people.left_out, out }),
    ...(on ? [phrase('notices.at', { date: on.date, at: on.at })] : []),
    ...texts.map((one) => {
      const read = phrase('notices.people', { count: one.people });
      const each = one.form === 'sms' ? phrase('notices.each', { span: span(one.segments) }) : '';
      return `${one.form}${one.language ? ` ${one.language}` : ''}, ${read}${each}: ${one.text}`;
    }),
    phrase('notices.by', { ways: by.join(', ') }),
    phrase('notices.cost', { cost: money.join(' + ') || phrase('notices.no-price'), rest }),
    ...(state === 'previewed' || state === 'counting'
      ? []
      : [phrase('notices.progress', { delivered, sent, underWay, waiting, failed, dropped })]),
  ];
}

const span = ({ least, most }: { least: number; most: number }) =>
  least === most ? String(least) : `${least}–${most}`;

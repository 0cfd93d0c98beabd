import { HOUR, type Millis } from '../base/clock.ts';
import type { Effect } from '../domain/effect.ts';
import { passedOn } from '../domain/kept.ts';
import type { OutTemplate } from '../domain/outbound.ts';
import type { TextForms } from '../flow/library.ts';
import { casesOf, type InCare } from '../programme/handoff/in-care.ts';
import { SAFEGUARDING_TOPIC } from '../programme/handoff/owner.ts';
import type { Told } from '../programme/handoff/rows.ts';
import { CASE_THREAD, isOurTopic, varsOf } from '../programme/handoff/verbs.ts';
import type { Beside } from '../programme/job.ts';
import type { StaffActed, StaffLine, StaffSaid, StaffVerb } from '../programme/manifest.ts';
import { firstName, isStaff } from '../programme/on-duty.ts';
import { normalise } from '../text/normalise.ts';
import { change, type Draft, effect, type Message } from './draft.ts';
import { accepting, lexiconOf, momentIn, stretchIn, textOf } from './hear.ts';
import { isEnrolled } from './journey.ts';
import { system } from './speech.ts';
import { askVerb } from './staff-help.ts';
import { verbSaid } from './staff-words.ts';
import { dayWords, hourWords } from './when.ts';
import { zoneOf } from './zone.ts';

/** A verb of staff, and what was said with it. */
export interface StaffHeard {
  readonly verb: StaffVerb;
  readonly said: StaffSaid;
  /** The word is only near one of the verb's. */
  readonly misspelt?: boolean;
}

/** What a person with a role means by a message to the programme; undefined for everybody else and everything else. */
export function staffHeard(d: Draft, message: Message): StaffHeard | undefined {
  const { content, quoted } = message;
  if (!isStaff(d.world.facts, d.person.id) || (content.kind !== 'text' && content.kind !== 'media')) return undefined;
  const text = textOf(content).trim();
  const quotes = d.deps.staffVerbs.find(({ quotes: begins }) => begins && quoted?.threadId?.startsWith(begins));
  const about = quotes ? { quoted: quoted!.threadId!.slice(quotes.quotes!.length) } : {};
  const beside = {
    ...about,
    media: content.kind === 'media' ? content.media : [],
    timezone: zoneOf(d),
    now: d.sentAt ?? d.now,
    stretch: (words: string) => stretchIn(d, words),
    moment: (words: string) => momentIn(d, words),
    me: { id: d.person.id, name: firstName(d.world.profile['name'] ?? d.person.name) },
  };
  const written = verbIn(d, text, quotes !== undefined);
  // She takes part as well, and a question of hers shows this very word.
  if (written?.rest === '' && !quotes && isEnrolled(d) && isShown(d, message)) return undefined;
  const answered = written && !written.misspelt ? undefined : answerOf(d, message, text);
  if (answered) return { verb: answered, said: { ...beside, verb: false, rest: text, asked: asked(d)!.about } };
  if (written) {
    const { verb, rest, misspelt } = written;
    return { verb, said: { ...beside, verb: true, rest }, ...(misspelt ? { misspelt } : {}) };
  }
  return quotes && { verb: quotes, said: { ...beside, verb: false, rest: text } };
}

/** So long an answer is still to what the team's own verb asked. */
const ANSWERS_WITHIN: Millis = 12 * HOUR;

/** What a verb asked her and waits for. */
function asked(d: Draft) {
  const { staffAsked } = d.conversation;
  return staffAsked && (d.sentAt ?? d.now) - staffAsked.at <= ANSWERS_WITHIN ? staffAsked : undefined;
}

/** The verb that asked her last, where this looks like its answer and no question of hers that is newer, or still open where that one is not, takes it. */
function answerOf(d: Draft, message: Message, text: string): StaffVerb | undefined {
  const waits = asked(d);
  const verb = waits && d.deps.staffVerbs.find(({ name }) => name === waits.verb);
  if (!verb) return undefined;
  const isFile = message.content.kind === 'media';
  if (!(isFile ? verb.answersFiles : verb.answers?.test(text))) return undefined;
  const over = !isFile && verb.isOver?.(waits.about) === true;
  return accepting(d, message).some(({ question }) => over || question.askedAt > waits.at) ? undefined : verb;
}

/**
 * The verb a message begins with. Where she quotes, or takes part as a learner too, a word counts only with its number:
 * "responde tu mamá" is an answer. Typing mistakes are forgiven in the word, never in the number.
 */
function verbIn(
  d: Draft,
  text: string,
  quotes: boolean,
): { verb: StaffVerb; rest: string; misspelt?: boolean } | undefined {
  const words = lexiconOf(d).staff;
  const named = (name: string | undefined) => d.deps.staffVerbs.find((verb) => verb.name === name);
  const alone = !isEnrolled(d) && !quotes;
  const whole = named(words.get(normalise(text)));
  if (whole && (alone || whole.takes !== 'words')) return { verb: whole, rest: '' };
  const said = verbSaid(text, words);
  const verb = named(said?.name);
  if (!said || !verb) return undefined;
  const { rest, misspelt } = said;
  const heard = { verb, rest: rest.trim(), misspelt };
  if (verb.takes === 'words') return alone || verb.looks?.test(rest) === true ? heard : undefined;
  if (verb.takes !== 'number') return rest === '' && alone ? heard : undefined;
  return /^(n[oº°.]*\s*)?#?\s*\d/i.test(rest) || alone ? heard : undefined;
}

function isShown(d: Draft, message: Message): boolean {
  return accepting(d, message).some(({ question, fit }) => fit === 3 && question.options.length > 0);
}

/** Does what she means. What others have a say in is answered later, from their lane. */
export function runStaff(d: Draft, { verb, said, misspelt }: StaffHeard): string {
  if (misspelt && verb.exact) return askVerb(d, verb, said.rest);
  const { effect: made, lines, asks } = verb.act(said, d.world.facts);
  change(d, { strays: 0 });
  // Whoever goes on to something else has left the question behind.
  if (asks !== undefined) change(d, { staffAsked: { verb: verb.name, about: asks, at: d.now } });
  else change(d, { staffAsked: undefined });
  // A capability's own kind and payload, matched where it was declared.
  if (made) {
    effect(d, { kind: made.kind, ...made.payload, personId: d.person.id } as unknown as Effect);
    effect(d, { kind: 'audit', personId: d.person.id, action: `staff.${verb.name}`, ...auditOf(made) });
  }
  if (lines.length > 0) d.speech.push(together(lines.map(({ key, vars }) => system(d, key, vars))));
  return 'staff';
}

/** For the audit log: what she did it to, and by what. Never words of hers. */
function auditOf({ kind, payload }: NonNullable<StaffActed['effect']>) {
  const { case: about, operation } = payload;
  return {
    about: typeof about === 'string' ? about : null,
    detail: { effect: kind, ...(typeof operation === 'string' ? { operation } : {}) },
  };
}

/** Someone with a role who takes part in nothing herself. */
export function isOnlyStaff(d: Draft): boolean {
  return isStaff(d.world.facts, d.person.id) && !isEnrolled(d);
}

/** A case is in her care now, or something happened to it. Its number, name and words are those of this moment. */
export function alertOf(d: Draft, id: string, why: Told): string {
  const item = casesOf(d.world.facts).find((one) => one.id === id);
  if (!item?.open) return 'ignored';
  const vars = { ...varsOf(item), owner: item.ownerName, topic: item.topic };
  const passed = why === 'passed' || why === 'taken';
  const intro = why === 'new' || why === 'beside' ? [] : [system(d, `staff.alert-${why}`, vars)];
  const head = system(d, `staff.case-${isOurTopic(item.topic) ? item.topic : 'topic'}`, vars);
  const beside = why === 'beside' ? [system(d, 'staff.alert-beside', vars)] : [];
  const others = item.beside;
  const shares = others.length > 0 ? [system(d, 'staff.shares', { ...vars, others: others.join(', ') })] : [];
  const wrote = item.words.length > 0 ? [system(d, 'staff.wrote', { words: item.words.map(short).join(' / ') })] : [];
  const how = system(d, item.topic === SAFEGUARDING_TOPIC ? 'staff.how-safeguarding' : 'staff.how', vars);
  d.kind = 'staff';
  d.speech.push(aboutCase(d, item, together(passed ? intro : [...intro, head, ...beside, ...shares, ...wrote, how])));
  return 'alerted';
}

/** What a learner wrote to her. */
export function wordsOf(d: Draft, id: string, text: string, media: readonly string[], file?: string): string {
  const item = casesOf(d.world.facts).find((one) => one.id === id);
  if (!item) return 'ignored';
  const shown = [...media.map((kind) => system(d, `staff.media-${kind}`).text), text].filter(Boolean).join(' ');
  d.kind = 'staff';
  const passed = file === undefined ? undefined : passedOn(media[0] ?? '', file);
  const words = aboutCase(d, item, system(d, 'staff.words', { ...varsOf(item), text: shown }));
  d.speech.push(passed ? { ...words, media: passed } : words);
  return 'alerted';
}

/** What came of something she asked for that took longer than her own turn (programme/job.ts). */
export function staffAnswer(
  d: Draft,
  { lines, files, asks, notice }: Pick<StaffActed, 'lines'> & Required<Pick<Beside, 'files'>> & Omit<Beside, 'files'>,
): string {
  d.kind = 'staff';
  if (asks) change(d, { staffAsked: { ...asks, at: d.now } });
  for (const { kind, file } of files) {
    const media = passedOn(kind, file);
    if (media) d.speech.push({ text: '', sms: '', media });
  }
  const said = together(
    lines.map(({ key, vars, lists = {} }) => system(d, key, { ...inWords(d, vars), ...listed(d, lists) })),
  );
  d.speech.push(
    notice === undefined ? said : { ...said, template: { ...NEWS, language: metaLanguage(d), parameters: [notice] } },
  );
  return 'answered-staff';
}

/** Texts that stand within another. */
function listed(d: Draft, lists: NonNullable<StaffLine['lists']>): StaffLine['vars'] {
  const one = ({ key, vars }: StaffLine): string => system(d, key, inWords(d, vars)).text;
  return Object.fromEntries(Object.entries(lists).map(([name, lines]) => [name, lines.map(one).join(', ')]));
}

/** A local day (yyyy-mm-dd) and a clock time (hh:mm) among them are said as people say them. */
function inWords(d: Draft, vars: StaffLine['vars']): StaffLine['vars'] {
  const said = Object.entries(vars).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'string' ? timeWords(d, value) : value,
  ]);
  return Object.fromEntries(said);
}

function timeWords(d: Draft, value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayWords(d, value);
  return /^\d{2}:\d{2}$/.test(value) ? hourWords(d, value) : value;
}

/** So much of each message goes with an alert: what she wrote is with us, and an SMS is paid by the piece. */
const SHORT = 120;

function short(words: string): string {
  return words.length > SHORT ? `${words.slice(0, SHORT - 3).trimEnd()}...` : words;
}

/** Approved once for the whole installation (docs/operations.md): the number of the case and her first name. */
const TEMPLATE = 'recado_aviso_equipo';
/** The same, for what was not asked for and is about no case: it asks her to write a word, which opens the window. */
const NEWS = { name: 'recado_resumen_equipo' } as const;

const metaLanguage = (d: Draft): string => d.language.replace('-', '_');

/** Quoting it names the case; after a day without a word of hers WhatsApp takes only the template. */
function aboutCase(d: Draft, { id, number, name }: InCare, forms: TextForms) {
  const template: OutTemplate = {
    name: TEMPLATE,
    language: metaLanguage(d),
    parameters: [String(number), name || '-'],
  };
  const values = { number: String(number), ...(name ? { name } : {}) };
  return { ...forms, thread: CASE_THREAD + id, template, standIn: { purpose: 'staff' as const, values } };
}

function together(lines: readonly TextForms[]): TextForms {
  return { text: lines.map(({ text }) => text).join('\n'), sms: lines.map(({ sms }) => sms).join('\n') };
}

import type { StaffSaid } from '../manifest.ts';
import type { VisitKind } from './kinds.ts';
import type { NotePart, Notes } from './notes.ts';

/** What somebody of the team wrote after VISITA. */
export interface SaidVisit {
  readonly what: 'list' | 'open' | 'plan' | 'move' | 'cancel' | 'done';
  /** Names of people, a cohort or group, an enterprise. */
  readonly who: readonly string[];
  /** Of a group: who did not come. */
  readonly without: readonly string[];
  readonly kind?: VisitKind;
  readonly day?: string;
  readonly at?: string;
  readonly minutes?: number;
  readonly private: boolean;
  readonly body: SaidBody;
}

export interface SaidBody {
  readonly topic: string;
  readonly notes: Notes;
  readonly commitments: readonly { readonly text: string; readonly due?: string }[];
}

type Moment = StaffSaid['moment'];

const PRIVATE = /(?:^|\s)(?:privad[ao]|private)(?=\s|$)/i;
const CANCEL = /(?:^|\s)(?:cancelar|cancela|cancelada|cancel)(?=\s|$)/i;
const MOVE = /(?:^|\s)(?:mover|mueve|cambiar|move)(?=\s|$)/i;
const GROUP = /^(?:grupo|group)\s+(?=\S)/i;
const WITHOUT = /\s(?:menos|sin|without|except)\s+(.+)$/i;
const PLACE =
  /(?:^|\s)(?:(?:en|por|de|at|in|by)\s+)?(?:(?:la|su|the|her)\s+)?(casa|domicilio|home|oficina|office|llamada|tel[eé]fono|call|phone|individual)$/i;
const KINDS: Readonly<Record<string, VisitKind>> = {
  casa: 'home',
  domicilio: 'home',
  home: 'home',
  oficina: 'office',
  office: 'office',
  llamada: 'call',
  telefono: 'call',
  call: 'call',
  phone: 'call',
  individual: 'individual',
};

/** `Ana jueves 10am: tema`, `Ana 45 min: notas`, `grupo grupo-a menos Luz 60 min`, `Ana CANCELAR`, `Ana`, nothing. */
export function visitSaid(rest: string, momentIn: Moment): SaidVisit {
  const [, head = '', written = ''] = /^([\s\S]*?)(?::(?!\d)\s*([\s\S]*))?$/.exec(rest) ?? [];
  const flags = { isPrivate: PRIVATE.test(head), cancels: CANCEL.test(head), moves: MOVE.test(head) };
  const timed = minutesIn(head.replace(PRIVATE, ' ').replace(CANCEL, ' ').replace(MOVE, ' '));
  const { before, after, day, at } = momentIn(timed.rest);
  const named = `${before} ${after}`.replace(/\s+/g, ' ').trim();
  const [, absent = ''] = WITHOUT.exec(named) ?? [];
  const placed = named.replace(WITHOUT, '').trim();
  const [, place] = PLACE.exec(placed) ?? [];
  const whom = place === undefined ? placed : placed.replace(PLACE, '').trim();
  const isGroup = GROUP.test(whom);
  const kind = isGroup ? 'group' : place && KINDS[place.toLowerCase().replace('é', 'e')];
  const who = namesIn(whom.replace(GROUP, ''));
  const body = bodySaid(written, momentIn);
  const isTimed = timed.minutes !== undefined;
  const does = flags.cancels ? 'cancel' : isTimed ? 'done' : day || at ? (flags.moves ? 'move' : 'plan') : 'open';
  const isWritten = written.trim() !== '';
  return {
    what: who.length === 0 ? 'list' : does === 'open' && isWritten ? 'done' : does,
    who,
    without: namesIn(absent),
    ...(kind ? { kind } : {}),
    ...(day ? { day } : {}),
    ...(at ? { at } : {}),
    ...(timed.minutes === undefined ? {} : { minutes: timed.minutes }),
    private: flags.isPrivate,
    body: does === 'plan' || does === 'move' ? { ...body, topic: body.topic || (body.notes.notes ?? '') } : body,
  };
}

const MINUTES = /(?:^|\s)(\d{1,3})\s*(?:minutos|minutes|mins?|m)(?=\s|$|[.,])/i;
const HOURS =
  /(?:^|\s)(\d{1,2}|una|one|an|media|half an)?\s*(?:horas?|hours?)(\s+y\s+media|\s+and\s+a\s+half)?(?=\s|$|[.,])/i;

function minutesIn(text: string): { readonly minutes?: number; readonly rest: string } {
  const [said, minutes] = MINUTES.exec(text) ?? [];
  if (said !== undefined) return { minutes: Number(minutes), rest: text.replace(said, ' ') };
  const [hours, number = '1', half] = HOURS.exec(text) ?? [];
  if (hours === undefined) return { rest: text };
  const whole = /^\d+$/.test(number) ? 60 * Number(number) : /media|half/i.test(number) ? 30 : 60;
  return { minutes: whole + (half ? 30 : 0), rest: text.replace(hours, ' ') };
}

function namesIn(text: string): string[] {
  return text
    .split(/,|\s+(?:y|e|and)\s+/i)
    .map((name) => name.trim())
    .filter(Boolean);
}

const LABELS: Readonly<Record<string, NotePart | 'topic' | 'commitments'>> = {
  tema: 'topic',
  topic: 'topic',
  fortaleza: 'strengths',
  strength: 'strengths',
  debilidad: 'weaknesses',
  weakness: 'weaknesses',
  compromiso: 'commitments',
  acuerdo: 'commitments',
  commitment: 'commitments',
  siguiente: 'next',
  next: 'next',
  nota: 'notes',
  note: 'notes',
  perfil: 'profile',
  profile: 'profile',
  factibilidad: 'feasibility',
  feasibility: 'feasibility',
  hogar: 'household',
  household: 'household',
};
const LABEL = `(${Object.keys(LABELS).join('|')})(?:s|es)?(?: paso| step)?\\s*:`;

/** A message that begins so adds to what was written down. */
export const BEGINS_WITH_LABEL = new RegExp(`^\\s*${LABEL}`, 'i');

/** Notes under their labels (`fortalezas: …; compromiso: … antes del viernes`); what stands before the first is `notes`. */
export function bodySaid(text: string, momentIn: Moment): SaidBody {
  const parts = text.split(new RegExp(`(?:^|[\\s.;,])${LABEL}\\s*`, 'gi'));
  const found: Record<string, string[]> = {};
  const put = (key: string, value: string) => {
    const plain = value.trim().replace(/[;,]+$/, '');
    if (plain !== '') found[key] = [...(found[key] ?? []), plain];
  };
  put('notes', parts[0] ?? '');
  for (let i = 1; i < parts.length; i += 2) put(LABELS[parts[i]!.toLowerCase()]!, parts[i + 1] ?? '');
  const { topic = [], commitments = [], ...notes } = found;
  return {
    topic: topic.join(' ').slice(0, 200),
    notes: Object.fromEntries(Object.entries(notes).map(([part, lines]) => [part, lines.join('\n').slice(0, 2_000)])),
    commitments: commitments
      .flatMap((one) => one.split(/[;\n]/))
      .map((one) => one.trim())
      .filter(Boolean)
      .slice(0, 5)
      .map((one) => commitmentSaid(one, momentIn)),
  };
}

/** "separar los botes antes del viernes": what, and until when. */
function commitmentSaid(text: string, momentIn: Moment): SaidBody['commitments'][number] {
  const { before, after, day } = momentIn(text);
  if (day === undefined) return { text: text.slice(0, 200) };
  const what = `${before.replace(/\s+(?:antes|para|hasta|before|by|until)$/i, '')} ${after}`.trim();
  return { text: (what || text).replace(/\.$/, '').slice(0, 200), due: day };
}
